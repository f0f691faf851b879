using System.Text.Json.Serialization;
using Antiphon.Flow;
using Antiphon.Midi;

namespace Antiphon.Rehearsal;

/// <summary>What a rehearsal measured, and the settings under which it did.</summary>
public sealed record RehearsalFigures
{
    /// <summary>Seconds of sound heard, from 0.</summary>
    public required double Seconds { get; init; }

    /// <summary>Segments that came through the capture, from 0.</summary>
    public required long Segments { get; init; }

    /// <summary>Stretches lost anywhere.</summary>
    public required long Gaps { get; init; }

    /// <summary>Where and why the first of them was lost; null when none was.</summary>
    public string? FirstLoss { get; init; }

    /// <summary>Whole segments lost at the mouth because the rig was too slow.</summary>
    public required long DroppedSegments { get; init; }

    /// <summary>Processors kept busy by the process: 0.5 is half of one.</summary>
    public required double BusyProcessors { get; init; }

    public required CaptureFigures Capture { get; init; }

    public required StageFigures Stages { get; init; }

    public required MidiFigures Midi { get; init; }

    public required SettingFigures Settings { get; init; }

    /// <summary>What comes back from the speaker; null where it was not measured.</summary>
    public EchoFigures? Bleed { get; init; }

    /// <param name="Input">Its name.</param>
    /// <param name="Live">False for a recording that was paced in real time.</param>
    /// <param name="Interval">
    /// Live, from one block's arrival to the next; else from one reading to the next.
    /// </param>
    /// <param name="Overruns">Times that a live input lost sound, from 0.</param>
    /// <param name="DeviceLatencyMs">What the driver promises, in ms; null for none.</param>
    public sealed record CaptureFigures(
        string Input, bool Live, LatencySummary Interval, long Overruns, double? DeviceLatencyMs)
    {
        /// <summary>How much later than the usual the latest one came, in ms.</summary>
        public double JitterMs => Interval.MaxMs - Interval.P50Ms;
    }

    /// <summary>Work of each stage for a slot; memory and agent have 26 a segment.</summary>
    /// <param name="TokensAtAgent">
    /// From the look-ahead behind a segment being at hand to a token at the agent's door.
    /// </param>
    /// <param name="Reflex">From 10 ms of sound being at hand to the agent having heard.</param>
    /// <param name="LongestWorkMs">The longest that any stage took for a slot, in ms.</param>
    public sealed record StageFigures(
        LatencySummary Hpss,
        LatencySummary Encoder,
        LatencySummary Quantizer,
        LatencySummary Memory,
        LatencySummary Agent,
        LatencySummary TokensAtAgent,
        LatencySummary Reflex,
        double LongestWorkMs)
    {
        /// <summary>Work of the ear for 10 ms of sound; null where there is none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public LatencySummary? Transcriber { get; init; }
    }

    /// <param name="Outputs">Where the notes went.</param>
    /// <param name="Queue">From a decision to its first note, by their due times.</param>
    /// <param name="Statistics">What went out.</param>
    /// <param name="Wait">How the thread waits for a note's moment.</param>
    /// <param name="Rank">How the thread is scheduled.</param>
    public sealed record MidiFigures(
        string Outputs, LatencySummary Queue, MidiStatistics Statistics, string Wait, string Rank)
    {
        /// <summary>From the usual lateness to that which 99 % do not exceed, in ms.</summary>
        public double JitterMs => Statistics.Lateness.P99Ms - Statistics.Lateness.P50Ms;
    }

    /// <param name="Encoder">The model that heard.</param>
    /// <param name="LookAheadMs">Sound behind a segment that is waited for, in ms.</param>
    /// <param name="DecisionDelayMs">
    /// From a segment's end until its tokens may be acted on, in ms.
    /// </param>
    /// <param name="EarliestEntranceMs">
    /// Least time from the decision to the first note, in ms.
    /// </param>
    /// <param name="OwnAttackMs">
    /// Time after an own note's start in which a noise is taken for its attack, in ms.
    /// </param>
    /// <param name="PortLookAheadMs">
    /// How early a port that keeps time gets its events, in ms; it is part of the queue.
    /// </param>
    public sealed record SettingFigures(
        string Encoder,
        double LookAheadMs,
        double DecisionDelayMs,
        double EarliestEntranceMs,
        double OwnAttackMs,
        double PortLookAheadMs);
}
