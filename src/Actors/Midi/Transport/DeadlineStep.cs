namespace Antiphon.Midi;

/// <summary>What the deadline thread does next.</summary>
/// <param name="SleepMs">
/// How long to sleep first, in ms, whole; 0 for not at all. A new plan ends this sleep.
/// </param>
/// <param name="AwaitUntil">
/// The timestamp to wait for exactly; null when it shall look again instead.
/// </param>
/// <remarks>
/// A sleep that can be woken ends late by up to about a millisecond, so the last one before a
/// deadline is another kind of wait (<c>ExactWait</c>), which a new plan does not end:
/// what is planned into that millisecond goes out at its end.
/// </remarks>
public readonly record struct DeadlineStep(int SleepMs, long? AwaitUntil)
{
    /// <summary>The longest sleep, in ms: so a clock that was set anew is soon seen.</summary>
    public const int LongestSleepMs = 50;

    /// <summary>The longest exact wait, in ms, but for the rounding of a sleep.</summary>
    public const int LongestExactWaitMs = 1;

    /// <summary>Decides from the time that is and the next deadline.</summary>
    /// <param name="due">Timestamp of the next deadline; null when there is none.</param>
    /// <param name="now">The timestamp that is.</param>
    /// <param name="frequency">Timestamps in a second.</param>
    public static DeadlineStep Towards(long? due, long now, long frequency)
    {
        if (due is not { } deadline)
        {
            return new DeadlineStep(LongestSleepMs, null);
        }

        var leftMs = Math.Max(0, (deadline - now) * 1000.0 / frequency);
        if (leftMs <= LongestExactWaitMs)
        {
            return new DeadlineStep(0, deadline);
        }

        var sleepMs = Math.Clamp(leftMs - LongestExactWaitMs, 1, LongestSleepMs);
        return new DeadlineStep((int)sleepMs, null);
    }
}
