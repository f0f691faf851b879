using Antiphon.Time;

namespace Antiphon.Flow;

/// <summary>The stretch of the sample clock that a slot stands for.</summary>
/// <param name="Segment">The segment the stretch belongs to (of several, the first).</param>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="CapturedTimestamp">
/// Monotonic <see cref="TimeProvider.GetTimestamp"/> at which its last sample was at hand; ages
/// are measured from it, and nothing musical depends on it.
/// </param>
public readonly record struct Place(
    SegmentId Segment, SampleTime Start, SampleCount Length, long CapturedTimestamp);
