using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>How much is remembered, and what ends a remembered phrase.</summary>
public sealed record MemoryOptions
{
    /// <summary>
    /// Sound that is kept at least, counted in frames that speak; at most twice as much is kept.
    /// </summary>
    [Range(2.0, 3600.0)]
    [Description(
        "Playing that is remembered at least, in seconds; at twice as much the older half goes")]
    public double CapacitySeconds { get; init; } = 180;

    /// <summary>A rest above this ends a phrase: nothing is learned across it.</summary>
    [Range(0.05, 30.0)]
    [Description("Rest across which nothing is learned, in seconds")]
    public double LongRestSeconds { get; init; } = 1.0;

    /// <summary>Frames that are kept at least: about 13,400 for 180 s.</summary>
    public int CapacityFrames => (int)Math.Ceiling(
        CapacitySeconds * FrameGrid.FramesPerSegment / FrameGrid.SegmentLength.Seconds);
}
