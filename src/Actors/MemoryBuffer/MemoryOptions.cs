using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>How much is remembered, and what ends a remembered phrase.</summary>
public sealed record MemoryOptions
{
    /// <summary>
    /// Sound that is kept, counted in frames that speak; when full, the older half goes.
    /// </summary>
    [Range(2.0, 3600.0)]
    [Description("Playing that is remembered, in seconds; when full, the older half is forgotten")]
    public double CapacitySeconds { get; init; } = 180;

    /// <summary>A rest above this ends a phrase: nothing is learned across it.</summary>
    [Range(0.05, 30.0)]
    [Description("Rest across which nothing is learned, in seconds")]
    public double LongRestSeconds { get; init; } = 1.0;

    /// <summary>The capacity in states of the oracle: about 13,400 for 180 s.</summary>
    public int CapacityStates => (int)Math.Ceiling(
        CapacitySeconds * FrameGrid.FramesPerSegment / FrameGrid.SegmentLength.Seconds);
}
