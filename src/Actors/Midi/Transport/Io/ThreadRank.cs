using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>How the scheduler treats the thread that times the notes.</summary>
/// <param name="RealTime">True when it goes before everything that is not real-time.</param>
/// <param name="Text">The same for people, with what to do where it is not.</param>
public sealed record ThreadRank(bool RealTime, string Text)
{
    /// <summary>What a thread that asks would get.</summary>
    /// <param name="priority">1…99; 0 asks for none.</param>
    public static ThreadRank Probe(int priority)
    {
        ThreadRank? rank = null;
        var thread = new Thread(() => rank = Ask(priority)) { IsBackground = true };
        thread.Start();
        thread.Join();
        return rank!;
    }

    /// <summary>Asks for real-time priority for the calling thread.</summary>
    /// <param name="priority">1…99; 0 asks for none.</param>
    public static ThreadRank Ask(int priority)
    {
        if (priority == 0)
        {
            return new(false, "ordinary priority (midi.realTimePriority is 0)");
        }

        if (!LibC.IsThere)
        {
            return new(false, "ordinary priority (real-time is asked for on Linux only)");
        }

        LibC.TakeNoTimerSlack();
        return LibC.AskForRealTime(priority)
            ? new(true, $"real-time priority {priority} (SCHED_FIFO)")
            : new(
                false,
                $"ordinary priority, real-time was refused ({LibC.LastError}); allow it by "
                + "LimitRTPRIO= in the unit or rtprio in /etc/security/limits.conf");
    }
}
