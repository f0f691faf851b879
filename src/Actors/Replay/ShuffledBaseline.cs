using Antiphon.Measures;
using Antiphon.Notes;
using Antiphon.Session;

namespace Antiphon.Replay;

/// <summary>The measures of a session beside those of its shuffled runs.</summary>
public static class ShuffledBaseline
{
    /// <summary>Control runs of a session.</summary>
    public const int Count = 5;

    /// <summary>Measures a session, and plays it again with shuffled memories.</summary>
    /// <param name="played">The session.</param>
    /// <param name="start">What its mind began with.</param>
    /// <param name="entries">Its journal; null when it was too long to be kept.</param>
    /// <param name="stop">Ends the shuffled runs: the session is then measured alone.</param>
    public static MusicSummary Measure(
        SessionDetails played, MindStart start, IReadOnlyList<JournalEntry>? entries,
        CancellationToken stop)
    {
        var measures = MusicalMeasures.Of(played.Music);
        if (entries is null)
        {
            return MusicSummary.Of(measures, [], "the session was longer than ten minutes");
        }

        try
        {
            stop.ThrowIfCancellationRequested();
            var runs = Enumerable.Range(1, Count).AsParallel().AsOrdered().WithCancellation(stop)
                .Select(seed => Run(played, start, entries, (ulong)seed, stop))
                .ToList();
            return MusicSummary.Of(
                measures, [.. runs.Select(run => run.Measures)], missing: null) with
            {
                Memory = MemoryEvidence.Of(
                    Of(played, played.Notes), runs.Select(run => run.Duet)),
            };
        }
        catch (OperationCanceledException)
        {
            return MusicSummary.Of(
                measures, [], "the session was stopped; antiphon replay makes them");
        }
        catch (AggregateException e)
        {
            // What was played is not lost for it.
            return MusicSummary.Of(
                measures, [], $"a shuffled run failed: {e.GetBaseException().Message}");
        }
    }

    private static (MusicalMeasures Measures, Duet Duet) Run(
        SessionDetails played, MindStart start, IReadOnlyList<JournalEntry> entries, ulong seed,
        CancellationToken stop)
    {
        var music = ShuffledMemory.Play(start, entries, seed, stop);
        return (MusicalMeasures.Of(music), Of(played, music.Notes));
    }

    private static Duet Of(SessionDetails played, IReadOnlyList<NotePlanned> partner) =>
        Duet.Of(played.Heard, played.Keys, partner, played.Beats);
}
