using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Rehearsal;

/// <summary>Says in plain sentences what a box can hold, and what it must give up.</summary>
/// <param name="Holds">Profiles that it can hold, the one of the quickest answers first.</param>
/// <param name="Sentences">Why, and what to do.</param>
public sealed record RehearsalVerdict(
    IReadOnlyList<string> Holds, IReadOnlyList<string> Sentences)
{
    /// <summary>Below so many segments (7 s) one disturbance decides.</summary>
    private const int LeastSegments = 20;
    private const double ReflexTargetMs = 20;

    /// <summary>Of them, the profile of the quickest answers; null when it holds none.</summary>
    public string? Best => Holds.Count > 0 ? Holds[0] : null;

    /// <summary>Judges the figures against what profiles ask.</summary>
    public static RehearsalVerdict Of(
        RehearsalFigures figures, IEnumerable<RehearsalProfile> profiles)
    {
        var asked = profiles
            .OrderBy(profile => profile.DecisionDelayMs)
            .ThenBy(profile => profile.HangLimitMs)
            .ThenBy(profile => profile.Name, StringComparer.Ordinal)
            .ToList();
        var judged = asked.ConvertAll(profile => (profile, Lack: LackOf(figures, profile)));
        string[] holds =
            [.. judged.Where(one => one.Lack is null).Select(one => one.profile.Name)];
        return new RehearsalVerdict(
            holds,
            [
                Headline(figures, holds),
                .. judged.Where(one => one.Lack is not null)
                    .Select(one => $"'{one.profile.Name}' is too much: {one.Lack}."),
                .. Doubts(figures),
                .. Bleed(figures.Bleed, figures.Settings.OwnAttackMs),
            ]);
    }

    private static string Headline(RehearsalFigures figures, string[] holds)
    {
        var tokens = figures.Stages.TokensAtAgent;
        return holds.Length == 0
            ? "This box holds no profile as it is."
            : Text($"This box holds {string.Join(", ", holds.Select(name => $"'{name}'"))}: ")
                + Text($"99 % of the words were there {tokens.P99Ms:0.0} ms after the look-ahead, ")
                + "and nothing was lost.";
    }

    // Null when the box can hold it; else what is missing, and what would be given up for it.
    private static string? LackOf(RehearsalFigures figures, RehearsalProfile profile)
    {
        var tokens = figures.Stages.TokensAtAgent;
        if (tokens.Count == 0)
        {
            return "no word was heard at all, so nothing is known; listen for longer";
        }

        if (figures.DroppedSegments > 0)
        {
            return Text($"{figures.DroppedSegments} segments of {FrameGrid.SegmentMilliseconds} ")
                + Text($"ms were dropped, because a segment takes ")
                + Text($"{WorkMs(figures.Stages):0} ms of work; give up '")
                + $"{figures.Settings.Encoder}' for a smaller encoder.model, or free the processor";
        }

        if (figures.Stages.LongestWorkMs > Math.Min(profile.HangLimitMs, profile.StageTimeoutMs))
        {
            return Text($"a stage took {figures.Stages.LongestWorkMs:0} ms for a segment, and may ")
                + Text($"take {profile.StageTimeoutMs:0}; raise flow.stageTimeoutMs, or give up ")
                + $"'{figures.Settings.Encoder}' for a smaller encoder.model";
        }

        if (figures.Gaps > 0)
        {
            return Text($"sound was lost {figures.Gaps} times, first in {figures.FirstLoss}; ")
                + "mend that and rehearse again";
        }

        return tokens.P99Ms <= profile.TokenBudgetMs
            ? null
            : Text($"it leaves {profile.TokenBudgetMs:0} ms for hearing and {tokens.P99Ms:0.0} ")
                + Text($"are needed; with agent.decisionDelayMs at ")
                + Text($"{NeededDelayMs(figures, profile):0} it holds, and answers as much later");
    }

    private static double WorkMs(RehearsalFigures.StageFigures stages) =>
        stages.Hpss.P50Ms + stages.Encoder.P50Ms + stages.Quantizer.P50Ms
        + (stages.Memory.P50Ms + stages.Agent.P50Ms) * FrameGrid.FramesPerSegment;

    private static double NeededDelayMs(RehearsalFigures figures, RehearsalProfile profile) =>
        Math.Ceiling((profile.LookAheadMs + figures.Stages.TokensAtAgent.P99Ms) / 10) * 10;

    private static IEnumerable<string> Doubts(RehearsalFigures figures)
    {
        if (figures.Segments < LeastSegments)
        {
            yield return Text($"Only {figures.Segments} segments were heard: ")
                + "listen for at least 20 s before believing any of this.";
        }

        if (figures.Capture.Overruns > 0)
        {
            yield return Text($"The input lost sound {figures.Capture.Overruns} times: ")
                + "raise capture.deviceLatencyMs, or free the processor.";
        }

        var midi = figures.Midi.Statistics;
        if (midi.Lateness.Count == 0)
        {
            yield return "No MIDI went out, so its timing is unknown: listen for longer.";
        }

        if (midi.Late + midi.Flushed > 0)
        {
            yield return Text($"{midi.Late} MIDI events were late and {midi.Flushed} notes let go ")
                + Text($"(latest {midi.Lateness.MaxMs:0.0} ms); their thread has ")
                + $"{figures.Midi.Rank}.";
        }

        if (figures.Stages.Reflex.P99Ms > ReflexTargetMs)
        {
            yield return Text($"One reflex in a hundred takes {figures.Stages.Reflex.P99Ms:0} ms ")
                + Text($"or more (wanted: {ReflexTargetMs:0}), so it gives way that much later.");
        }

        if (!figures.Capture.Live)
        {
            yield return "There was no sound card in this: a recording was paced in real time.";
        }
    }

    private static IEnumerable<string> Bleed(EchoFigures? bleed, double ownAttackMs)
    {
        if (bleed is null)
        {
            yield break;
        }

        yield return !bleed.IsHeard
            ? "The microphone does not hear the speaker."
            : Text($"The speaker comes back at {bleed.BehindDb:0} dBFS over ")
                + Text($"{bleed.BeforeDb:0}: {bleed.Mistakable} of {bleed.Strikes} notes could be ")
                + "taken for the player by their sound alone"
                + (bleed.Mistakable > 0
                    ? "; turn the speaker away, or raise agent.yieldLoudnessDb above it."
                    : ".");
        if (bleed.IsHeard && bleed.DelayMs > ownAttackMs)
        {
            yield return Text($"It comes {bleed.DelayMs:0} ms after the note, later than ")
                + Text($"agent.ownAttackMs ({ownAttackMs:0}) forgives: raise that, or ask less ")
                + "of capture.deviceLatencyMs.";
        }
    }
}

/// <summary>What a profile asks of a box.</summary>
/// <param name="Name">Its name in <c>config/profiles</c>.</param>
/// <param name="DecisionDelayMs">
/// From a segment's end until its tokens may be acted on, in ms.
/// </param>
/// <param name="LookAheadMs">Of it, what the separator waits for, in ms.</param>
/// <param name="StageTimeoutMs">A stage that takes longer for a slot loses it, in ms.</param>
/// <param name="HangLimitMs">A stage silent for longer ends the rig, in ms.</param>
public sealed record RehearsalProfile(
    string Name, double DecisionDelayMs, double LookAheadMs, double StageTimeoutMs,
    double HangLimitMs)
{
    /// <summary>What is left for the stages, from the look-ahead to the token, in ms.</summary>
    public double TokenBudgetMs => DecisionDelayMs - LookAheadMs;
}
