using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>
/// What a <see cref="JackClient"/> shares with its callbacks. It lies in native memory, so that
/// a real-time thread can reach it by its address, and lives as long as the client.
/// </summary>
internal struct JackCell
{
    public nint Client;
    public nint Port;
    public MidiRing Ring;

    /// <summary>Not 0 when the server has gone.</summary>
    public int IsShut;

    /// <summary>Not 0 when the next callback is to be the last.</summary>
    public int IsClosing;

    /// <summary>The thread of the last callback; 0 before it.</summary>
    public int LastThread;

    /// <summary>Periods processed.</summary>
    public long Cycles;

    /// <summary>Events that were more than a period late, or found no place.</summary>
    public long Late;

    /// <summary>How many frames ahead of its time an event must lie in the ring.</summary>
    public uint MarginFrames;

    /// <summary>How many frames ahead of their time events do come.</summary>
    public uint LookAheadFrames;

    /// <summary>Counts one more of <see cref="Late"/>; only for the callback.</summary>
    public void CountLate() => Volatile.Write(ref Late, Late + 1);

    /// <summary>The last act of a callback.</summary>
    /// <returns>What it returns; after anything but 0 the library ends the thread.</returns>
    public int EndCycle()
    {
        Volatile.Write(ref Cycles, Cycles + 1);
        if (Volatile.Read(ref IsClosing) == 0)
        {
            return 0;
        }

        Volatile.Write(ref LastThread, LibC.IsThere ? LibC.ThreadId() : -1);
        return 1;
    }
}
