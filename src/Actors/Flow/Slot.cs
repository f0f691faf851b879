using Antiphon.Time;

namespace Antiphon.Flow;

/// <summary>
/// What travels through the rig: one stretch of the sample clock. Every stage answers every slot
/// with exactly one slot, its result or a <see cref="Gap"/>.
/// </summary>
public abstract record Slot(Place Place)
{
    public SegmentId Segment => Place.Segment;

    public SampleTime Start => Place.Start;

    public SampleCount Length => Place.Length;

    public SampleTime End => Start + Length;
}

/// <summary>A stretch that was lost, where, and why. It is passed on by every stage.</summary>
/// <param name="Reason">What happened, for the person at the rig.</param>
public sealed record Gap(Place Place, string Reason) : Slot(Place);

/// <summary>The last slot of an input that ends: nothing more will be heard after it.</summary>
public sealed record InputEnded(Place Place) : Slot(Place);

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
