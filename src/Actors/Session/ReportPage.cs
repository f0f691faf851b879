using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Agent;
using Antiphon.Measures;
using Antiphon.Perception;
using Antiphon.Quantizer;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session;

/// <summary>Draws a session for people: one HTML page that needs nothing beside it.</summary>
public static class ReportPage
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="name">What was heard, for the heading.</param>
    /// <param name="facts">What it was played with; null where nobody knows.</param>
    /// <returns>The page.</returns>
    public static string Write(
        string name, SessionSummary summary, SessionDetails details, Vocabulary vocabulary,
        ReportFacts? facts = null)
    {
        // The default encoder writes '<' as an escape, so nothing in the data can end the block.
        var data = JsonSerializer.Serialize(
            Data(name, summary, details, vocabulary, facts ?? new ReportFacts()), Style);
        return Resource("report.html")
            .Replace("/*css*/", Resource("report.css"), StringComparison.Ordinal)
            .Replace("/*js*/", Resource("report.js"), StringComparison.Ordinal)
            .Replace("/*moments*/", Resource("moments.js"), StringComparison.Ordinal)
            .Replace("/*listening*/", Resource("listening.js"), StringComparison.Ordinal)
            .Replace("/*note*/", Resource("note.js"), StringComparison.Ordinal)
            .Replace("/*data*/", data, StringComparison.Ordinal);
    }

    private static object Data(
        string name, SessionSummary summary, SessionDetails details, Vocabulary vocabulary,
        ReportFacts facts) => new
        {
            Name = name,
            Began = facts.Began?.ToString(
                "d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture),
            facts.PlayedWith,
            facts.Settings,
            Pieces = facts.PiecesWithin(
                Math.Max(0, summary.Seconds - SessionRecord.Kept.Seconds), summary.Seconds),
            Moments = details.Moments.Select(
                moment => new { T = moment.Seconds, moment.Kind, moment.Text }),
            KeptSeconds = SessionRecord.Kept.Seconds,
            Verdict = Verdict(summary),
            Figures = Figures(summary),
            summary.Seconds,
            summary.TokenCount,
            Call = details.Call.Select(part => new
            {
                T = part.Start.Seconds,
                Low = part.Low.Select(Short),
                High = part.High.Select(Short),
            }),
            Tokens = details.Tokens.Select(token => Token(
                token, details.HeardFrames.GetValueOrDefault(token.Ordinal)?.MelodyKey)),
            Notes = Notes(details),
            Keys = details.Keys.Select(key => new
            {
                T = key.Onset.Seconds,
                Length = key.Length.Seconds,
                key.Key,
                key.Velocity,
            }),
            Heard = details.Heard.Select(note => new
            {
                T = note.Onset.Seconds,
                Length = note.Length.Seconds,
                note.Key,
            }),
            Beats = details.Beats.Select(beat => Math.Round(beat.Seconds, 3)),
            Chords = details.Chords.Select(chord => new { T = chord.Time.Seconds, chord.Name }),
            Chart = details.Bars.Select(bar => new
            {
                T = bar.Time.Seconds,
                bar.Place?.Name,
                bar.Place?.Written,
            }),
            Decisions = details.Decisions.Select(SessionLine.Document),
            Listening = Listening(summary.Listening, summary.Music.Memory),
            Music = new
            {
                Hint = MusicTable.Hint(summary.Music),
                Groups = MusicTable.Groups(summary.Music)
                    .Select(group => new { group.Name, group.Rows }),
            },
            Gaps = details.Gaps.Select(
                gap => new
                {
                    T = gap.Start.Seconds,
                    Length = gap.Length.Seconds,
                    Why = gap.Reason,
                }),
            Unkept = details.Unkept.Select(stretch => new
            {
                T = stretch.FromSeconds,
                Length = (stretch.UntilSeconds ?? summary.Seconds) - stretch.FromSeconds,
            }),
            Health = details.Notices.Select(
                notice => new { T = notice.Time.Seconds, notice.Finding, notice.Text }),
            Diversity = new[]
            {
                Stem("tones", "harmonic", summary.Diversity.Harmonic, summary.Training.Harmonic,
                    details.Tokens.Select(token => token.Harmonic), vocabulary.HarmonicStatistics),
                Stem("strokes", "percussive", summary.Diversity.Percussive,
                    summary.Training.Percussive,
                    details.Tokens.Select(token => token.Percussive),
                    vocabulary.PercussiveStatistics),
            },
            Latency = Stages(details.Latency?.Playing ?? summary.LatencyMs),
            StartUp = details.Latency is { } latency ? Stages(latency.StartUp) : null,
            StartUpSeconds = StartUpLatency.Seconds,
        };

    private static object Listening(
        ListeningSummary listening, MemoryEvidence? memory) => new
        {
            listening.Verdict,
            Rows = ListeningTable.Rows(listening, memory),
            KeyChanges = listening.KeyChanges.Select(
            change => new { T = change.Seconds, Beats = change.AgreementByBeat }),
        };

    private static object[] Stages(SessionSummary.StageLatencies latencies) =>
    [
        Stage("splitting into tones and strokes", latencies.Hpss),
        Stage("describing", latencies.Encoder),
        Stage("naming words", latencies.Quantizer),
        Stage("remembering", latencies.Memory),
        .. latencies.Transcriber is { } notes
            ? [Stage("hearing notes in 10 ms", notes)]
            : Array.Empty<object>(),
        Stage("deciding", latencies.Agent),
        Stage("from sound to words, in all", latencies.SegmentToTokens),
    ];

    private static string Verdict(SessionSummary summary)
    {
        var heard = summary.Gaps == 0
            ? "Everything was heard"
            : $"{Count(summary.Gaps, "stretch", "stretches")} of sound "
                + $"{(summary.Gaps == 1 ? "was" : "were")} lost";
        var answered = (summary.Notes.Count, summary.Notes.Hanging) switch
        {
            (0, _) => "nothing was answered",
            (1, 0) => "1 note was played in reply and has ended",
            (var notes, 0) => Text($"{notes} notes were played in reply, and each has ended"),
            var (notes, hanging) =>
                Text($"{notes} notes were played in reply; {hanging} still hang"),
        };
        return $"{heard}; {answered}.{summary.Cut}{summary.Unkept?.Text}";
    }

    private static string[][] Figures(SessionSummary summary) =>
    [
        ["heard", Clock(summary.Seconds)],
        ["stretches lost", Text($"{summary.Gaps}")],
        ["notes played", Text($"{summary.Notes.Count}")],
        ["words for tones", Used(summary.Diversity.Harmonic, summary.TokenCount)],
        ["words for strokes", Used(summary.Diversity.Percussive, summary.TokenCount)],
        .. summary.RealTimeFactor > 1.2
            ? [["speed", Text($"{summary.RealTimeFactor:0.0} × real time")]]
            : Array.Empty<string[]>(),
    ];

    private static string Clock(double seconds) => seconds < 60
        ? Text($"{seconds:0.0} s")
        : TimeSpan.FromSeconds(Math.Round(seconds)).ToString(
            seconds < 3_600 ? @"m\:ss" : @"h\:mm\:ss",
            CultureInfo.InvariantCulture);

    private static string Count(long count, string one, string several) =>
        Text($"{count} {(count == 1 ? one : several)}");

    private static string Used(Diversity words, int tokenCount) =>
        Text($"{words.Unique} of {tokenCount}");

    // Its key is the melody's that the ear heard; else that of the pitch track, or 0.
    private static object[] Token(FrameToken token, int? melody) =>
    [
        Math.Round(token.Time.Seconds, 3),
        token.Harmonic.Code,
        token.Percussive.Code,
        Math.Round(melody ?? Pitch.KeyOf(token.Descriptors) ?? 0, 2),
        token.Warming ? 1 : 0,
    ];

    private static IEnumerable<object> Notes(SessionDetails details)
    {
        var decisions = details.Decisions.ToDictionary(taken => taken.Decision.Id);
        return details.Notes.OrderBy(note => note.Due).ThenByDescending(note => note.Key).Select(
            note => new
            {
                Id = note.Id.Value,
                T = note.Due.Seconds,
                Length = note.Length.Seconds,
                note.Key,
                note.Velocity,
                note.Voice,
                Decision = note.DecisionId,
                Source = decisions.TryGetValue(note.DecisionId, out var taken)
                    && NoteOrigin.Of(taken, note.Id) is { } origin
                    ? new { origin.Recording, T = origin.Time.Seconds }
                    : null,
            });
    }

    private static object Stem(
        string name,
        string colour,
        Diversity live,
        Diversity training,
        IEnumerable<Token> words,
        StemStatistics learned)
    {
        var counts = new long[learned.Histogram.Length];
        foreach (var word in words.Where(word => !word.IsRest))
        {
            counts[word.Code]++;
        }

        return new
        {
            Name = name,
            Colour = colour,
            Live = Shares(counts),
            Training = Shares(learned.Histogram.ToArray()),
            Rows = new string[][]
            {
                ["words used", Text($"{live.Unique}"), Text($"{training.Unique}")],
                [
                    "words used, of equally many frames",
                    Text($"{live.UniqueAtTrainingN:0.0}"),
                    Text($"{training.UniqueAtTrainingN:0.0}"),
                ],
                [
                    "most frequent word",
                    Text($"{live.Top1Share:P1}"),
                    Text($"{training.Top1Share:P1}"),
                ],
                [
                    "words in use, as if all were equally frequent",
                    Text($"{live.Perplexity:0.0}"),
                    Text($"{training.Perplexity:0.0}"),
                ],
                ["unlike training, from 0 to 1", Text($"{live.JensenShannonBits:0.00}"), "0"],
            },
        };
    }

    private static double[] Shares(long[] counts)
    {
        var total = Math.Max(1, counts.Sum());
        return [.. counts.Select(count => Math.Round((double)count / total, 5))];
    }

    private static object Stage(string name, SessionSummary.Latency latency) =>
        new { Name = name, latency.P50, latency.P99 };

    private static double Short(float value) => Math.Round(value, 3);

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"Report.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
