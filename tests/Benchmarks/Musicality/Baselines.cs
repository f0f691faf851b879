using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>Replies that do not listen, and one that cheats: what a measure is worth.</summary>
internal static class Baselines
{
    private const double LeastShiftSeconds = 7;

    /// <summary>The reply at another time of the call, as far as it goes round.</summary>
    public static IReadOnlyList<Tone> Shifted(
        IEnumerable<Tone> reply, CallTruth call, CallChance chance)
    {
        var by = LeastShiftSeconds + chance.Share() * (call.Seconds - 2 * LeastShiftSeconds);
        return [.. reply.Select(tone => tone with { Onset = (tone.Onset + by) % call.Seconds })];
    }

    /// <summary>The reply with any tone of the key in the place of each of its own.</summary>
    public static IReadOnlyList<Tone> InKey(
        IEnumerable<Tone> reply, CallTruth call, CallChance chance) =>
        [.. reply.Select(tone => tone with
        {
            Key = chance.Of(
                [.. Enumerable.Range(tone.Key - 6, 12)
                    .Where(key => call.KeyAt(tone.Onset).Tones.Contains(key % 12))]),
        })];

    /// <summary>What was played to another call.</summary>
    public static IReadOnlyList<Tone> Others(IEnumerable<Tone> other, CallTruth call) =>
        [.. other.Where(tone => tone.Onset < call.Seconds)];

    /// <summary>
    /// Each phrase's melody an octave down in the pause behind it, by the score: without an ear.
    /// </summary>
    public static IReadOnlyList<Tone> Echo(CallTruth call)
    {
        List<Tone> echo = [];
        foreach (var (i, (from, to)) in call.Phrases.Index())
        {
            var next = i + 1 < call.Phrases.Count ? call.Phrases[i + 1].From : call.Seconds;
            echo.AddRange(call.Melody
                .Where(tone => tone.Onset >= from - 0.05 && tone.Onset < to - 0.05)
                .Select(tone => tone with { Onset = tone.Onset + to - from, Key = tone.Key - 12 })
                .Where(tone => tone.Onset < next - 0.05)
                .Select(tone => tone with { Seconds = Math.Min(tone.Seconds, next - tone.Onset) }));
        }

        return echo;
    }
}
