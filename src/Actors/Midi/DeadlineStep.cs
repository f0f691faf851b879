namespace Antiphon.Midi;

/// <summary>What the deadline thread does next.</summary>
/// <param name="SleepMs">How long to sleep first, in ms, whole; 0 for not at all.</param>
/// <param name="SpinUntil">
/// The timestamp to spin up to; null when it shall look again instead.
/// </param>
/// <remarks>
/// Sleeps wake late by up to about a millisecond, so the last one before a deadline is spun.
/// </remarks>
public readonly record struct DeadlineStep(int SleepMs, long? SpinUntil)
{
    /// <summary>The longest sleep, in ms: so a clock that was set anew is soon seen.</summary>
    public const int LongestSleepMs = 50;

    /// <summary>The longest spin, in ms.</summary>
    public const int LongestSpinMs = 1;

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
        if (leftMs <= LongestSpinMs)
        {
            return new DeadlineStep(0, deadline);
        }

        var sleepMs = Math.Clamp(leftMs - LongestSpinMs, 1, LongestSleepMs);
        return new DeadlineStep((int)sleepMs, null);
    }
}
