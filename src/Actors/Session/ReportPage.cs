using System.Text.Json;
using System.Text.Json.Serialization;
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
    /// <returns>The page.</returns>
    public static string Write(
        string name, SessionSummary summary, SessionDetails details, Vocabulary vocabulary)
    {
        // The default encoder writes '<' as an escape, so nothing in the data can end the block.
        var data = JsonSerializer.Serialize(Data(name, summary, details, vocabulary), Style);
        return Resource("report.html")
            .Replace("/*css*/", Resource("report.css"), StringComparison.Ordinal)
            .Replace("/*js*/", Resource("report.js"), StringComparison.Ordinal)
            .Replace("/*note*/", Resource("note.js"), StringComparison.Ordinal)
            .Replace("/*data*/", data, StringComparison.Ordinal);
    }

    private static object Data(
        string name, SessionSummary summary, SessionDetails details, Vocabulary vocabulary) => new
        {
            Name = name,
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
            Tokens = details.Tokens.Select(Token),
            Notes = Notes(details),
            Decisions = details.Decisions.Select(SessionLine.Document),
            Music = new
            {
                Hint = MusicTable.Hint(summary.Music),
                Groups = MusicTable.Groups(summary.Music)
                    .Select(group => new { group.Name, group.Rows }),
            },
            Gaps = details.Gaps.Select(
                gap => new { T = gap.Start.Seconds, Length = gap.Length.Seconds }),
            Unkept = details.Unkept.Select(stretch => new
            {
                T = stretch.FromSeconds,
                Length = (stretch.UntilSeconds ?? summary.Seconds) - stretch.FromSeconds,
            }),
            Health = details.Notices.Select(
                notice => new { T = notice.Time.Seconds, notice.Finding, notice.Text }),
            Diversity = new[]
            {
                Stem("harmonic", summary.Diversity.Harmonic, summary.Training.Harmonic,
                    details.Tokens.Select(token => token.Harmonic), vocabulary.HarmonicStatistics),
                Stem("percussive", summary.Diversity.Percussive, summary.Training.Percussive,
                    details.Tokens.Select(token => token.Percussive),
                    vocabulary.PercussiveStatistics),
            },
            Latency = new[]
            {
                Stage("separate", summary.LatencyMs.Hpss),
                Stage("encode", summary.LatencyMs.Encoder),
                Stage("name words", summary.LatencyMs.Quantizer),
                Stage("remember", summary.LatencyMs.Memory),
                Stage("decide", summary.LatencyMs.Agent),
                Stage("segment to tokens", summary.LatencyMs.SegmentToTokens),
            },
        };

    private static string Verdict(SessionSummary summary)
    {
        var heard = summary.Gaps == 0
            ? "Everything was heard"
            : Text($"{summary.Gaps} stretches were lost");
        var answered = summary.Notes.Count == 0
            ? "nothing was answered"
            : Text($"{summary.Notes.Count} notes were answered");
        var ended = summary.Notes.Hanging == 0
            ? "every one has ended"
            : Text($"{summary.Notes.Hanging} hang");
        return $"{heard}, {answered}, and {ended}.{Cut(summary)}{Unkept(summary)}";
    }

    private static string Cut(SessionSummary summary) => summary.CutAtSeconds is { } cut
        ? Text($" It was cut off at {cut:0.0} s, by a kill or a power cut.")
        : "";

    private static string Unkept(SessionSummary summary)
    {
        if (summary.Unkept is not { } unkept)
        {
            return "";
        }

        var stretches = unkept.Stretches.Select(stretch =>
            Text($"from {stretch.FromSeconds:0.0} s ")
            + (stretch.UntilSeconds is { } until ? Text($"to {until:0.0} s") : "to the end")
            + $" ({stretch.Why})");
        var missing = unkept.Missing.Count == 0
            ? "nothing of it is missing"
            : $"missing are {string.Join(", ", unkept.Missing)}";
        return $" Its files could not be written {string.Join(", ", stretches)}; {missing}.";
    }

    private static string[][] Figures(SessionSummary summary) =>
    [
        ["heard", Text($"{summary.Seconds:0.0} s")],
        ["segments", Text($"{summary.Segments}")],
        ["gaps", Text($"{summary.Gaps}")],
        ["notes", Text($"{summary.Notes.Count}")],
        ["harmonic words", Used(summary.Diversity.Harmonic, summary.TokenCount)],
        ["percussive words", Used(summary.Diversity.Percussive, summary.TokenCount)],
        ["speed", Text($"{summary.RealTimeFactor:0.0} × real time")],
    ];

    private static string Used(Diversity words, int tokenCount) =>
        Text($"{words.Unique} of {tokenCount}");

    private static object[] Token(FrameToken token) =>
    [
        Math.Round(token.Time.Seconds, 3),
        token.Harmonic.Code,
        token.Percussive.Code,
        Math.Round(token.Descriptors.F0Hz ?? 0, 1),
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
            Live = Shares(counts),
            Training = Shares(learned.Histogram.ToArray()),
            Rows = new string[][]
            {
                ["words used", Text($"{live.Unique}"), Text($"{training.Unique}")],
                [
                    "words used, at equal N",
                    Text($"{live.UniqueAtTrainingN:0.0}"),
                    Text($"{training.UniqueAtTrainingN:0.0}"),
                ],
                [
                    "most frequent word",
                    Text($"{live.Top1Share:P1}"),
                    Text($"{training.Top1Share:P1}"),
                ],
                ["perplexity", Text($"{live.Perplexity:0.0}"), Text($"{training.Perplexity:0.0}")],
                ["divergence from training, bits", Text($"{live.JensenShannonBits:0.00}"), "0"],
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
