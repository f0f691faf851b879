using Antiphon.Flow;
using Antiphon.Rehearsal;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Output;

/// <summary>A rehearsal as tables for people and as a document for machines.</summary>
internal static class RehearsalDocument
{
    private const string NoBleed = "not measured (no live input and output)";

    public static IReadOnlyList<string> Headings { get; } =
        ["measured, ms", "N", "p50", "p95", "p99", "max", "remark"];

    public static IReadOnlyList<string> SplitHeadings { get; } =
        ["from sound to note", "typical, ms", "worst, ms", "known", "from"];

    public static IEnumerable<IReadOnlyList<string>> Rows(RehearsalFigures figures)
    {
        var (capture, stages, midi) = (figures.Capture, figures.Stages, figures.Midi);
        yield return Row(
            capture.Live ? "capture interval" : "reading interval",
            capture.Interval,
            Text($"jitter {capture.JitterMs:0.00} ms, {capture.Overruns} overruns"));
        yield return Row("HPSS", stages.Hpss);
        yield return Row("encode", stages.Encoder, figures.Settings.Encoder);
        yield return Row("quantize", stages.Quantizer);
        yield return Row("memory, a frame", stages.Memory);
        if (stages.Transcriber is { } notes)
        {
            yield return Row("notes, 10 ms", notes);
        }

        yield return Row("agent, a frame", stages.Agent);
        yield return Row("segment to words", stages.TokensAtAgent, "behind the look-ahead");
        yield return Row("reflex", stages.Reflex);
        yield return Row("decision to note", midi.Queue);
        yield return Row(
            "MIDI lateness",
            midi.Statistics.Lateness,
            Text($"jitter {midi.JitterMs:0.00} ms, {midi.Statistics.Late} late; {midi.Rank}"));
        yield return Row(
            "segments",
            Text($"{figures.Segments}"),
            Text($"{figures.Gaps} gaps, {figures.DroppedSegments} dropped; ")
                + Text($"{figures.BusyProcessors:0.00} of {Environment.ProcessorCount} ")
                + "processors busy");
        yield return figures.Bleed is { } bleed
            ? Row("bleed", Text($"{bleed.Strikes}"),
                Text($"{bleed.BehindDb:0} dBFS over {bleed.BeforeDb:0}, ")
                    + Text($"attack {bleed.OnsetDb:0} dB after {bleed.DelayMs:0} ms"))
            : Row("bleed", "", NoBleed);
    }

    public static IEnumerable<IReadOnlyList<string>> SplitRows(RehearsalFigures figures)
    {
        var parts = LatencySplit.Of(figures);
        foreach (var part in parts)
        {
            yield return
            [
                part.Name, Text($"{part.TypicalMs:0.0}"), Text($"{part.WorstMs:0.0}"),
                part.Measured ? "measured" : "setting", part.Source,
            ];
        }

        yield return
        [
            "sound to note", Text($"{parts.Sum(part => part.TypicalMs):0}"),
            Text($"{parts.Sum(part => part.WorstMs):0}"), "sum", "once the player has stopped",
        ];
    }

    public static object Of(RehearsalFigures figures, RehearsalVerdict verdict)
    {
        var parts = LatencySplit.Of(figures);
        return new
        {
            figures.Seconds,
            figures.Segments,
            figures.Gaps,
            figures.FirstLoss,
            figures.DroppedSegments,
            figures.BusyProcessors,
            Processors = Environment.ProcessorCount,
            figures.Capture,
            StagesMs = figures.Stages,
            figures.Midi,
            figures.Settings,
            figures.Bleed,
            BleedRemark = figures.Bleed is null ? NoBleed : null,
            Latency = parts,
            SoundToNoteMs = new
            {
                Typical = parts.Sum(part => part.TypicalMs),
                Worst = parts.Sum(part => part.WorstMs),
            },
            Verdict = verdict,
        };
    }

    private static IReadOnlyList<string> Row(string name, LatencySummary ms, string remark = "") =>
        ms.Count == 0
            ? [name, "0", "", "", "", "", "nothing to measure"]
            :
            [
                name, Text($"{ms.Count}"), Text($"{ms.P50Ms:0.00}"), Text($"{ms.P95Ms:0.00}"),
                Text($"{ms.P99Ms:0.00}"), Text($"{ms.MaxMs:0.00}"), remark,
            ];

    private static IReadOnlyList<string> Row(string name, string count, string remark) =>
        [name, count, "", "", "", "", remark];
}
