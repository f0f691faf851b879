using Antiphon.Measures;

namespace Antiphon.Replay;

/// <summary>The measures of a session beside those of its shuffled runs.</summary>
public static class ShuffledBaseline
{
    /// <summary>Control runs of a session.</summary>
    public const int Count = 5;

    /// <summary>Measures a session, and plays it again with shuffled memories.</summary>
    /// <param name="own">What was played.</param>
    /// <param name="start">What its mind began with.</param>
    /// <param name="entries">Its journal; null when it was too long to be kept.</param>
    /// <param name="stop">Ends the shuffled runs: the session is then measured alone.</param>
    public static MusicSummary Measure(
        PlayedMusic own, MindStart start, IReadOnlyList<JournalEntry>? entries,
        CancellationToken stop)
    {
        var measures = MusicalMeasures.Of(own);
        if (entries is null)
        {
            return MusicSummary.Of(measures, [], "the session was longer than ten minutes");
        }

        try
        {
            stop.ThrowIfCancellationRequested();
            var runs = Enumerable.Range(1, Count).AsParallel().AsOrdered().WithCancellation(stop)
                .Select(seed => MusicalMeasures.Of(
                    ShuffledMemory.Play(start, entries, (ulong)seed, stop)));
            return MusicSummary.Of(measures, [.. runs], missing: null);
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
}
