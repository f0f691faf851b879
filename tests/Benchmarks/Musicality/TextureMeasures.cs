using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>How many notes sound at once, and how much of the call they cover.</summary>
internal static class TextureMeasures
{
    private const double TogetherSeconds = 0.045;
    private const double ForgottenSeconds = 4;
    private const int LeastMoves = 4;
    private const double StepSeconds = 0.01;

    /// <summary>Share of onsets at which one voice plays two keys and more.</summary>
    public static double? ChordsOfAVoice(ReplyLines reply)
    {
        var times = Chords(reply).SelectMany(voice => voice).Select(chord => chord.Time).ToList();
        return Figures.Share(
            reply.Onsets, onset => times.Exists(time => Math.Abs(time - onset) < TogetherSeconds));
    }

    /// <summary>
    /// How far each tone of a chord lies from the nearest of the last, in semitones.
    /// </summary>
    public static double? VoiceMovement(ReplyLines reply)
    {
        List<double> moves = [];
        foreach (var voice in Chords(reply))
        {
            moves.AddRange(voice.Zip(voice.Skip(1))
                .Where(pair => pair.Second.Time - pair.First.Time < ForgottenSeconds)
                .Select(pair => pair.Second.Keys.Average(
                    key => pair.First.Keys.Min(last => Math.Abs(key - last)))));
        }

        return moves.Count >= LeastMoves ? moves.Average() : null;
    }

    /// <summary>Share of the reply's note time in which the call sounds.</summary>
    public static double? Overlap(ReplyLines reply, CallTruth call) =>
        reply.Notes.Sum(note => SecondsWith(call, note)) / reply.Notes.Sum(note => note.Seconds);

    /// <summary>Share of the time in which the call sounds that the reply sounds too.</summary>
    public static double? Cover(ReplyLines reply, CallTruth call)
    {
        long sounding = 0, covered = 0;
        foreach (var time in Moments(call.Seconds).Where(call.Sounds))
        {
            sounding++;
            covered += reply.Notes.Any(n => n.Onset <= time && time < n.End) ? 1 : 0;
        }

        return sounding > 0 ? (double)covered / sounding : null;
    }

    /// <summary>Onsets while the call sounds, for each onset of the call.</summary>
    public static double? Busy(ReplyLines reply, CallTruth call) =>
        (double)reply.Onsets.Count(call.Sounds) / Tone.Together(call.Tones).Count;

    private static IEnumerable<double> Moments(double seconds) =>
        Enumerable.Range(0, (int)Math.Ceiling(seconds / StepSeconds)).Select(i => i * StepSeconds);

    private static double SecondsWith(CallTruth call, Tone note)
    {
        double seconds = 0;
        var end = double.NegativeInfinity;
        foreach (var tone in call.Tones.Where(t => t.Onset < note.End && t.End > note.Onset))
        {
            var from = Math.Max(end, Math.Max(note.Onset, tone.Onset));
            end = Math.Max(end, Math.Min(note.End, tone.End));
            seconds += Math.Max(0, end - from);
        }

        return seconds;
    }

    // Of each voice, the onsets at which it plays more than one key.
    private static IEnumerable<List<(double Time, List<int> Keys)>> Chords(ReplyLines reply) =>
        reply.Notes.GroupBy(note => note.Channel).Select(voice => Tone.Together(voice)
            .Select(group => (
                group[0].Onset, group.Select(note => note.Key).Distinct().Order().ToList()))
            .Where(chord => chord.Item2.Count >= 2).ToList());
}
