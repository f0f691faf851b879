using Antiphon.Quantizer;
using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Replay;

/// <summary>
/// Holds the words of a sound that is heard again, whole, against those of the session.
/// </summary>
/// <param name="Difference">The first difference, for a person; null when there is none.</param>
/// <param name="Remark">What was compared; null when something differs.</param>
public sealed record TokenComparison(string? Difference, string? Remark)
{
    private const int ShownDigits = 12;

    /// <summary>Compares what can be.</summary>
    /// <remarks>
    /// Behind a stretch that was lost, the rig hears anew: there the sound alone gives other words.
    /// A session that was stopped may have heard its last segment without what follows it.
    /// </remarks>
    /// <param name="was">What the session remembered, in order.</param>
    /// <param name="now">What is heard now, without a hole.</param>
    /// <param name="wasSha256">Of the session's token stream; null when it did not say.</param>
    /// <param name="nowSha256">Of the token stream that is heard now.</param>
    /// <param name="until">Up to where the recording is whole; null where it is whole.</param>
    public static TokenComparison Of(
        IReadOnlyList<HeardTokens> was, IReadOnlyList<HeardTokens> now, string? wasSha256,
        string nowSha256, SampleTime? until = null)
    {
        if (wasSha256 == nowSha256)
        {
            return new TokenComparison(null, Text(
                $"{now.Count} tokens from its sound as they were (SHA-256 ")
                + $"{nowSha256[..ShownDigits]}…)");
        }

        var hole = Enumerable.Range(0, was.Count).FirstOrDefault(i => was[i].Ordinal != i, -1);
        var isLonger = now.Count > was.Count;
        var sure = hole >= 0 ? hole
            : isLonger ? Math.Max(0, was.Count - FrameGrid.FramesPerSegment)
            : was.Count;
        // What is heard ahead of a frame may reach into the hole.
        var whole = until is { } time
            ? Math.Max(0, (long)(time.Seconds / FrameGrid.SegmentLength.Seconds) - 1)
                * FrameGrid.FramesPerSegment
            : long.MaxValue;
        sure = (int)Math.Min(sure, whole);
        for (var i = 0; i < sure; i++)
        {
            if (i >= now.Count || was[i] != now[i])
            {
                return new TokenComparison(
                    $"at {SecondsOf(was[i].Ordinal)} frame {was[i].Ordinal} was {Pair(was[i])} and "
                    + $"is {(i < now.Count ? Pair(now[i]) : "not heard")} from its sound",
                    null);
            }
        }

        if (until is not null)
        {
            return new TokenComparison(null, Text($"{sure} tokens from its sound as they were; ")
                + Text($"behind {until.Value.Seconds:0.00} s its recording is not whole"));
        }

        return hole >= 0
            ? new TokenComparison(null, Text($"{sure} tokens from its sound as they were; behind ")
                + $"the stretch that was lost at {SecondsOf(hole)} it began to hear anew")
            : isLonger
                ? new TokenComparison(
                    null, Text($"{sure} tokens from its sound as they were; then it was stopped"))
                : new TokenComparison("the token stream from its sound is another", null);
    }

    private static string Pair(HeardTokens words) => $"{words.Harmonic} / {words.Percussive}";

    private static string SecondsOf(long ordinal) => Text(
        $"{FrameGrid.SegmentLength.Seconds * ordinal / FrameGrid.FramesPerSegment:0.00} s");
}

/// <summary>The two words of one frame.</summary>
public readonly record struct HeardTokens(long Ordinal, Token Harmonic, Token Percussive);
