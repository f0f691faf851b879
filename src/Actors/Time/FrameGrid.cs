namespace Antiphon.Time;

/// <summary>
/// Where the frames of a segment lie: the geometry of MERT's convolutional front end, computed
/// from its kernels and strides so that nothing in the rig has to know the number 26.
/// Source: Li et al., "MERT: Acoustic Music Understanding Model", ICLR 2024 (HuBERT's conv stack).
/// </summary>
public static class FrameGrid
{
    private static readonly int[] ConvKernels = [10, 3, 3, 3, 3, 2, 2];
    private static readonly int[] ConvStrides = [5, 2, 2, 2, 2, 2, 2];

    /// <summary>Length of a segment in ms. The hop of segments equals their length.</summary>
    public const int SegmentMilliseconds = 350;

    /// <summary>Samples in a segment: 8400.</summary>
    public const int SegmentSamples = SegmentMilliseconds * SampleRate.Hz / 1000;

    /// <summary>Samples from one frame to the next inside a segment: 320.</summary>
    public static int HopSamples { get; } = ConvStrides.Aggregate(1, (hop, stride) => hop * stride);

    /// <summary>Samples that one frame sees: 400.</summary>
    public static int ReceptiveFieldSamples { get; } = ReceptiveField();

    /// <summary>Frames of one segment: 26.</summary>
    public static int FramesPerSegment { get; } = FramesIn(SegmentSamples);

    /// <summary>The length of a segment.</summary>
    public static SampleCount SegmentLength => new(SegmentSamples);

    /// <summary>
    /// Number of frames in a signal; 0 when it is shorter than the receptive field.
    /// </summary>
    /// <param name="samples">Length of the signal at 24 kHz, not negative.</param>
    public static int FramesIn(int samples) =>
        samples < ReceptiveFieldSamples ? 0 : (samples - ReceptiveFieldSamples) / HopSamples + 1;

    /// <summary>The centre of frame <paramref name="frame"/>, at sample 320·k + 199.5.</summary>
    public static SampleTime FrameCentre(SampleTime segmentStart, int frame) =>
        new(segmentStart.HalfSamples + 2L * HopSamples * frame + ReceptiveFieldSamples - 1);

    /// <summary>
    /// The first sample that belongs to frame k's cell: 320·k + 40, within a segment.
    /// </summary>
    /// <remarks>
    /// The cell is one hop long and centred like the frame; cells do not overlap.
    /// </remarks>
    public static int CellStartSample(int frame) =>
        HopSamples * frame + (ReceptiveFieldSamples - HopSamples) / 2;

    /// <summary>The ordinal of a frame since the rig began to hear, gaps counted.</summary>
    public static long Ordinal(SegmentId segment, int frame) =>
        segment.Value * FramesPerSegment + frame;

    private static int ReceptiveField()
    {
        int field = 1, jump = 1;
        for (var layer = 0; layer < ConvKernels.Length; layer++)
        {
            field += (ConvKernels[layer] - 1) * jump;
            jump *= ConvStrides[layer];
        }

        return field;
    }
}

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
