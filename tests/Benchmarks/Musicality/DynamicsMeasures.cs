using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>Whether a reply is as loud as the call, and shaped.</summary>
internal static class DynamicsMeasures
{
    private const double BeforeSeconds = 6;
    private const int LeastPhrases = 4;
    private const int LeastNotes = 4;

    /// <summary>Phrases' velocity against the call's of the 6 s before them: correlation.</summary>
    public static double? Correlation(ReplyLines reply, CallTruth call) =>
        Levels(reply, call) is var (heard, played) && heard.Count >= LeastPhrases
            ? Figures.Correlation(heard, played)
            : null;

    /// <summary>By how much velocity the reply rises for each of the call's.</summary>
    public static double? Slope(ReplyLines reply, CallTruth call) =>
        Levels(reply, call) is var (heard, played) && heard.Count >= LeastPhrases
            ? Figures.Slope(heard, played)
            : null;

    /// <summary>How much velocity varies in a phrase's melody.</summary>
    public static double? Within(ReplyLines reply) => Figures.Mean(
        reply.Phrases.Select(Tone.Melody).Where(line => line.Count >= LeastNotes)
            .Select(line => Figures.Deviation([.. line.Select(note => (double)note.Velocity)])));

    private static (List<double> Heard, List<double> Played) Levels(
        ReplyLines reply, CallTruth call)
    {
        List<double> heard = [], played = [];
        foreach (var phrase in reply.Phrases)
        {
            var start = phrase[0].Onset;
            var before = call.Tones
                .Where(tone => tone.Onset >= start - BeforeSeconds && tone.Onset < start)
                .Select(tone => (double?)tone.Velocity).Average();
            if (before is { } level)
            {
                heard.Add(level);
                played.Add(phrase.Average(note => note.Velocity));
            }
        }

        return (heard, played);
    }
}
