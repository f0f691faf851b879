using Antiphon.Benchmarks.Musicality;
using Antiphon.Measures;

namespace Antiphon.Tests.Musicality;

/// <summary>A call that can be measured by hand: C major, a beat a second, four of eight.</summary>
internal static class SmallCall
{
    /// <summary>
    /// C D E C in the first four seconds over a chord of C, F in the next over F, and then silence
    /// to 16 s; the whole again from there.
    /// </summary>
    public static CallTruth Truth { get; } = Of(80);

    /// <param name="velocity">Of all notes; the second phrase is softer by 30.</param>
    public static CallTruth Of(int velocity, bool isOneLine = true) => new(
        new CallKind("small", isOneLine ? CallStyle.Line : CallStyle.Block, 60),
        [.. Phrase(0, velocity), .. Phrase(16, velocity - 30)],
        Enumerable.Range(0, 33).Select(i => (double)i),
        32)
    {
        BeatSeconds = 1,
        Chords =
        [
            new(0, 4, 0, [0, 4, 7]), new(4, 8, 5, [5, 9, 0]),
            new(16, 20, 0, [0, 4, 7]), new(20, 24, 5, [5, 9, 0]),
        ],
        Keys = [new(0, 0, false)],
        Phrases = [(0, 8), (16, 24)],
    };

    private static IEnumerable<CallNote> Phrase(double from, int velocity) =>
        new[] { 60, 62, 64, 60, 65, 65, 65, 65 }.Select((key, i) =>
            new CallNote(from + i, 0.9, key, velocity, CallPart.Melody));

    public static ReplyLines Reply(params Tone[] notes) => new(notes, Truth);
}
