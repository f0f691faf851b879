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
