namespace Antiphon.Rehearsal;

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
