using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Perception;

/// <summary>How a vocabulary is learned; nothing here is part of the contract.</summary>
public sealed record TrainingOptions
{
    [Range(0, long.MaxValue)]
    [Description("Seed of the clustering: equal seeds give equal vocabularies")]
    public long Seed { get; init; } = 1;

    [Range(1, 100)]
    [Description("Fresh starts of the clustering, of which the best is kept")]
    public int Restarts { get; init; } = 4;

    [Range(1, 16)]
    [Description("Grid offsets at which each recording is heard, for live meets the grid anywhere")]
    public int GridOffsets { get; init; } = 4;

    [Range(1_000, 2_000_000)]
    [Description("Most frames to fit a vocabulary to; beyond, long recordings are thinned")]
    public int MaxFrames { get; init; } = 200_000;

    [Range(1, 1_000)]
    [Description("Least frames above the gate per word; below, training is refused")]
    public int LeastFramesPerToken { get; init; } = 20;

    [Range(1, 64)]
    [Description("Threads; they do not change the result")]
    public int Threads { get; init; } = 2;
}
