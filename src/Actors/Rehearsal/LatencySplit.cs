using Antiphon.Flow;
using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Rehearsal;

/// <summary>
/// Splits the time from a sound to the first note that can answer it, in the order in which it
/// passes. That the player has to stop first (<c>agent.phraseEndMs</c>) is music, and not counted.
/// </summary>
public static class LatencySplit
{
    private const double TickMs = 10;

    /// <summary>The parts; their sum is the whole.</summary>
    public static IReadOnlyList<LatencyPart> Of(RehearsalFigures figures)
    {
        var (stages, settings) = (figures.Stages, figures.Settings);
        var parts = new List<LatencyPart>();
        if (figures.Capture.DeviceLatencyMs is { } deviceMs)
        {
            parts.Add(new("device", deviceMs, deviceMs, false, "promised by the driver"));
        }

        parts.Add(new(
            "segment wait",
            FrameGrid.SegmentMilliseconds / 2.0 + settings.LookAheadMs,
            FrameGrid.SegmentMilliseconds + settings.LookAheadMs,
            false,
            Text($"grid of {FrameGrid.SegmentMilliseconds} ms, and {settings.LookAheadMs:0.#} ")
                + "ms of look-ahead"));
        parts.Add(Work("HPSS", stages.Hpss));
        parts.Add(Work("encode", stages.Encoder));
        parts.Add(Work("quantize", stages.Quantizer));
        parts.Add(HandOver(stages));
        parts.Add(Decide(stages.TokensAtAgent, settings));
        parts.Add(Queue(figures.Midi.Queue, settings));
        parts.Add(Wire(figures.Midi.Statistics.Lateness));
        return parts;
    }

    private static LatencyPart Work(string name, LatencySummary work) =>
        new(name, work.P50Ms, work.P95Ms, true, Text($"{work.Count} segments"));

    // What the stages do not account for: memory, messages, and waiting for a processor.
    private static LatencyPart HandOver(RehearsalFigures.StageFigures stages) => new(
        "hand over",
        Math.Max(0, stages.TokensAtAgent.P50Ms
            - (stages.Hpss.P50Ms + stages.Encoder.P50Ms + stages.Quantizer.P50Ms)),
        Math.Max(0, stages.TokensAtAgent.P95Ms
            - (stages.Hpss.P95Ms + stages.Encoder.P95Ms + stages.Quantizer.P95Ms)),
        true,
        "memory and the ways between stages");

    // Tokens become visible a fixed delay behind the segment; what the stages took is part of it.
    private static LatencyPart Decide(
        LatencySummary tokens, RehearsalFigures.SettingFigures settings)
    {
        var budgetMs = settings.DecisionDelayMs - settings.LookAheadMs;
        return new(
            "decide",
            Math.Max(0, budgetMs - tokens.P50Ms) + TickMs / 2,
            Math.Max(0, budgetMs - tokens.P95Ms) + TickMs,
            false,
            Text($"rest of the decision delay of {settings.DecisionDelayMs:0} ms, and a tick"));
    }

    private static LatencyPart Queue(
        LatencySummary queue, RehearsalFigures.SettingFigures settings) => queue.Count > 0
        ? new("queue", queue.P50Ms, queue.P95Ms, true, Text($"{queue.Count} answers"))
        : new(
            "queue",
            settings.EarliestEntranceMs,
            settings.EarliestEntranceMs,
            false,
            "no answer was given: the earliest entrance");

    private static LatencyPart Wire(LatencySummary lateness) => new(
        "wire",
        lateness.P50Ms,
        lateness.P95Ms,
        lateness.Count > 0,
        lateness.Count > 0 ? Text($"{lateness.Count} events") : "nothing was sent");
}

/// <summary>One part of the time from a sound to the first note that can answer it.</summary>
/// <param name="Name">What passes in it.</param>
/// <param name="TypicalMs">The median, or what a setting makes it on average, in ms.</param>
/// <param name="WorstMs">What 95 % do not exceed, or the most by its setting, in ms.</param>
/// <param name="Measured">False where it follows from a setting, or is a driver's promise.</param>
/// <param name="Source">Where the figure comes from, for people.</param>
public sealed record LatencyPart(
    string Name, double TypicalMs, double WorstMs, bool Measured, string Source);
