using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>How the scheduler treats the thread that times the notes.</summary>
/// <param name="Asked">The real-time priority that was asked for, 1…99; 0 for none.</param>
/// <param name="Got">
/// The real-time priority that it has, the most that is allowed up to what was asked; 0 for
/// ordinary priority.
/// </param>
/// <param name="Text">The same for people, with what to do where it is less than asked.</param>
public sealed record ThreadRank(int Asked, int Got, string Text)
{
    private const string Limits =
        "LimitRTPRIO= in the unit or rtprio in /etc/security/limits.conf";

    /// <summary>True when it goes before everything that is not real-time.</summary>
    public bool RealTime => Got > 0;

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

    /// <summary>
    /// Asks for real-time priority for the calling thread: for as much as it may have.
    /// </summary>
    /// <param name="priority">1…99; 0 asks for none.</param>
    public static ThreadRank Ask(int priority)
    {
        if (priority > 0 && !LibC.IsThere)
        {
            return new(priority, 0, "ordinary priority (real-time is asked for on Linux only)");
        }

        if (priority > 0)
        {
            LibC.TakeNoTimerSlack();
        }

        return Ask(priority, LibC.AskForRealTime, LibC.RealTimeLimit);
    }

    /// <summary>Asks a scheduler.</summary>
    /// <param name="priority">1…99; 0 asks for none.</param>
    /// <param name="ask">Says why it refuses a priority; null when it does not.</param>
    /// <param name="limit">The highest priority allowed; null when that cannot be told.</param>
    internal static ThreadRank Ask(int priority, Func<int, string?> ask, Func<int?> limit)
    {
        if (priority == 0)
        {
            return new(0, 0, "ordinary priority (midi.realTimePriority is 0)");
        }

        if (ask(priority) is not { } refusal)
        {
            return new(priority, priority, $"real-time priority {priority} (SCHED_FIFO)");
        }

        // Who may have any priority was not refused: so the limit holds for this process.
        var allowed = limit();
        if (allowed > 0 && allowed < priority)
        {
            refusal = ask(allowed.Value);
            if (refusal is null)
            {
                return new(
                    priority,
                    allowed.Value,
                    $"real-time priority {allowed} (SCHED_FIFO), asked for {priority}, the limit "
                    + $"is {allowed}; raise {Limits}, or set midi.realTimePriority to {allowed}");
            }
        }

        var refused = $"ordinary priority, real-time priority {priority} was refused ({refusal})";
        return new(priority, 0, allowed switch
        {
            0 => $"{refused}, the limit is 0; allow it by {Limits}",
            null => $"{refused}; allow it by {Limits}",
            _ => $"{refused} although the limit is {allowed}; look for RestrictRealtime= in the "
                + "unit, or for what the container or its CPU group forbids",
        });
    }
}
