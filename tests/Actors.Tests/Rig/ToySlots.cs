using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Tests.Rig;

/// <summary>The slots of <see cref="ToySound"/>, as each stage would be given them.</summary>
internal static class ToySlots
{
    private static readonly HpssOptions Hearing = new();
    private static readonly float[] Sound = ToySound.Samples(3);
    private static readonly SegmentSeparator Separation = Separator();
    private static readonly SegmentEncoder Encoding = Encoder();
    private static readonly FrameQuantizer Quantization = ToyWords.Quantizer();

    private static readonly SegmentCaptured[] Captures = [.. Enumerable.Range(0, 6).Select(Cut)];
    private static readonly SegmentSeparated[] Separations =
        [.. Captures.Select(Separation.Separate)];

    private static readonly SegmentEncoded[] Encodings = [.. Separations.Select(Encoding.Encode)];
    private static readonly FrameToken[] Words =
        [.. Encodings.SelectMany(segment => Quantization.Quantize(segment).Tokens)];

    public static SegmentSeparator Separator() => new(Hearing, new GateOptions(), 0);

    public static SegmentEncoder Encoder() => new(new ToyEncoder());

    public static SegmentCaptured Captured(int segment) => Captures[segment];

    public static SegmentSeparated Separated(int segment) => Separations[segment];

    public static SegmentEncoded Encoded(int segment) => Encodings[segment];

    public static FrameToken Token(int frame) => Words[frame];

    private static SegmentCaptured Cut(int index)
    {
        var id = new SegmentId(index);
        var first = index * FrameGrid.SegmentSamples;
        return new SegmentCaptured(
            new(id, id.Start, FrameGrid.SegmentLength, 0),
            Sound.AsMemory(first, FrameGrid.SegmentSamples + Hearing.LookAheadSamples),
            Repaired: false);
    }
}
