using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>How a reply's melody moves, what it is made of, and how it ends.</summary>
internal static class LineMeasures
{
    private const double OnBeatSeconds = 0.06;
    private const double LongerThanUsual = 1.5;

    /// <summary>Share of the melody's steps that hold.</summary>
    /// <param name="holds">Of the size of a step, in semitones.</param>
    public static double? Steps(ReplyLines reply, Func<int, bool> holds) => Figures.Share(
        reply.Melody.Zip(reply.Melody.Skip(1), (a, b) => Math.Abs(b.Key - a.Key)).ToList(), holds);

    /// <summary>
    /// Figures that are the player's, over those that are as much those of other calls.
    /// </summary>
    public static MotifRecall OverChance(
        ReplyLines reply, CallTruth call, IReadOnlyList<CallTruth> others)
    {
        var own = MotifRecall.Of(reply.Figures, call.Figures);
        var chance = others.Select(o => MotifRecall.Of(reply.Figures, o.Figures)).ToList();
        return new MotifRecall(
            own.Recent - chance.Average(one => one.Recent),
            own.Developed - chance.Average(one => one.Developed));
    }

    /// <summary>Share of its turns of four notes that it has played before.</summary>
    public static double? Repeated(ReplyLines reply)
    {
        HashSet<string> known = [];
        return Figures.Share(Turns(reply.Melody), turn => !known.Add(turn));
    }

    /// <summary>Share of its turns of four notes that the call has nowhere.</summary>
    public static double? Novel(ReplyLines reply, CallTruth call)
    {
        var known = Turns(call.Melody).ToHashSet();
        return Figures.Share(Turns(reply.Melody), turn => !known.Contains(turn));
    }

    /// <summary>Share of phrases that end on the tonic's triad.</summary>
    public static double? EndsStable(ReplyLines reply, CallTruth call) => Figures.Share(
        Ends(reply), end => call.KeyAt(end.Last.Onset).Triad.Contains(end.Last.PitchClass));

    /// <summary>Share whose last note is half as long again as their usual one.</summary>
    public static double? EndsLong(ReplyLines reply) => Figures.Share(
        Ends(reply),
        end => end.Last.Seconds
            >= LongerThanUsual * Figures.Median(end.Line.Select(note => note.Seconds)));

    /// <summary>Share whose last note begins within 60 ms of a beat.</summary>
    public static double? EndsOnBeat(ReplyLines reply, CallTruth call) => Figures.Share(
        Ends(reply),
        end => RhythmMeasures.OffBeat(call, end.Last.Onset) * call.Period(end.Last.Onset)
            <= OnBeatSeconds);

    private static List<(IReadOnlyList<Tone> Line, Tone Last)> Ends(ReplyLines reply) =>
        [.. reply.Phrases.Select(Tone.Melody).Select(line => (line, line[^1]))];

    // Exact intervals, and steps between onsets in half octaves.
    private static List<string> Turns(IReadOnlyList<Tone> line)
    {
        List<string> turns = [];
        for (var i = 0; i + PlayedFigure.Notes <= line.Count; i++)
        {
            Tone[] turn = [.. line.Skip(i).Take(PlayedFigure.Notes)];
            if (PlayedFigure.In(turn).Count > 0)
            {
                turns.Add(string.Join(' ', turn.Zip(turn[1..], Step)));
            }
        }

        return turns;
    }

    private static string Step(Tone a, Tone b) => FormattableString.Invariant(
        $"{b.Key - a.Key}:{Math.Round(2 * Math.Log2(Math.Max(0.05, b.Onset - a.Onset)))}");
}
