using Antiphon.Diagnosis;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Tests.Diagnosis;

/// <summary>Made-up hearings: 255 is a rest, as in a word's code.</summary>
internal static class Frames
{
    /// <summary>Full segments of 26 frames, each with one word throughout in both stems.</summary>
    public static List<HeardFrame> Held(params byte[] words) =>
        [.. words.SelectMany((word, segment) => Segment(segment, _ => word))];

    public static IEnumerable<HeardFrame> Segment(
        int segment, Func<int, byte> word, bool warming = false)
    {
        var id = new SegmentId(segment);
        return Enumerable.Range(0, FrameGrid.FramesPerSegment).Select(frame => new HeardFrame(
            id,
            frame,
            FrameGrid.FrameCentre(id.Start, frame),
            new Token(word(frame)),
            new Token(word(frame)),
            warming));
    }
}
