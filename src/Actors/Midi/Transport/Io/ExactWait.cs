using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>
/// Waits for a moment as exactly as the machine can: on Linux by <c>clock_nanosleep</c> up to an
/// absolute time of the monotonic clock, elsewhere by yielding; the last stretch is spun.
/// </summary>
public static class ExactWait
{
    private const int SpinsBetweenLooks = 20;
    private const long SpinNanoseconds = 60_000;

    /// <summary>True where the kernel wakes the thread at an absolute time.</summary>
    public static bool IsAbsolute { get; } =
        LibC.IsThere && TimeProvider.System.TimestampFrequency == 1_000_000_000;

    /// <summary>How it waits, for people.</summary>
    public static string Means { get; } = IsAbsolute
        ? "clock_nanosleep, absolute, monotonic clock"
        : "yielding and spinning (portable fallback)";

    /// <summary>Waits; at most about <see cref="DeadlineStep.LongestExactWaitMs"/> ms.</summary>
    /// <param name="time">The monotonic clock.</param>
    /// <param name="until">A timestamp of it.</param>
    /// <param name="cancelled">Ends the wait early.</param>
    public static void Until(TimeProvider time, long until, Func<bool> cancelled)
    {
        if (IsAbsolute && time == TimeProvider.System)
        {
            if (until - time.GetTimestamp() > SpinNanoseconds)
            {
                LibC.SleepUntil(until - SpinNanoseconds);
            }
        }
        else
        {
            var spin = time.TimestampFrequency / 2000;
            while (until - time.GetTimestamp() > spin && !cancelled())
            {
                Thread.Yield();
            }
        }

        while (time.GetTimestamp() < until && !cancelled())
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }
    }
}
