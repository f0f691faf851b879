using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Flow;

namespace Antiphon.Perception;

/// <summary>When words come so unlike training that the rig hears its probe again.</summary>
/// <remarks>
/// The limits lie between what clips give through their own vocabulary and what the same clips give
/// when the frames of each segment are averaged; a vocabulary of many timbres played with one of
/// them passes the harmonic limit rightly, and is then told to be other music. The table is made by
/// <c>health-table</c> of the benchmarks.
/// </remarks>
public sealed record HealthOptions
{
    [Range(2.0, 600.0)]
    [Description("Sounding seconds of a stem that are held against training")]
    public double WindowSeconds { get; init; } = 10;

    [Range(0.0, 1.0)]
    [Description("Divergence of harmonic words from training above which the probe is heard, bits")]
    public double MostHarmonicDivergenceBits { get; init; } = 0.5;

    [Range(0.0, 1.0)]
    [Description("Divergence of percussive words above which the probe is heard, bits")]
    public double MostPercussiveDivergenceBits { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    [Description("Perplexity, as a share of training's, below which the probe is heard")]
    public double LeastPerplexityShare { get; init; } = 0.2;

    [Range(1.0, 86_400.0)]
    [Description("Least time from one probe to the next, in seconds")]
    public double RecheckSeconds { get; init; } = 300;

    /// <summary>True when words come as they were learned.</summary>
    public bool Accept(HealthReading reading) =>
        reading.DivergenceBits <= MostDivergenceBits(reading.Stem)
        && reading.Perplexity >= LeastPerplexityShare * reading.LearnedPerplexity;

    private double MostDivergenceBits(Stem stem) =>
        stem == Stem.Harmonic ? MostHarmonicDivergenceBits : MostPercussiveDivergenceBits;
}
