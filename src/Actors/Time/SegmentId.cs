namespace Antiphon.Time;

/// <summary>
/// The place of a segment on the grid of segments: its start divided by its length.
/// </summary>
/// <param name="Value">0 for the first segment heard; lost segments are counted too.</param>
public readonly record struct SegmentId(long Value)
{
    public SampleTime Start => SampleTime.AtSample(Value * FrameGrid.SegmentSamples);

    public SampleTime End => Start + FrameGrid.SegmentLength;

    public SegmentId Next => new(Value + 1);

    // A record prints all it has, and what comes next has something that comes next.
    public override string ToString() => $"segment {Value}";
}
