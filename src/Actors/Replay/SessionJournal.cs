using System.Collections.Concurrent;
using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Replay;

/// <summary>
/// Puts down all that a session's decisions and notes rest on, in the order in which it came.
/// </summary>
/// <remarks>
/// A transport's moves wait in a queue until the next slot passes, so that its thread never waits
/// for a disk. Bound: two moves a note, for as long as a slot takes.
/// </remarks>
/// <param name="schedule">Commands that take effect by themselves, in order of time.</param>
/// <param name="write">Takes each entry, and the time it belongs to; never falls.</param>
public sealed class SessionJournal(
    IReadOnlyList<ControlGiven> schedule, Action<JournalEntry, SampleTime> write) : IRigObserver
{
    private readonly ConcurrentQueue<TransportMove> _moves = new();
    private SampleTime _time;
    private int _followed;

    /// <summary>The transport did something; from any thread.</summary>
    public void Moved(TransportMove move) => _moves.Enqueue(move);

    public void Remembered(Slot slot)
    {
        WriteMoves();
        switch (slot)
        {
            case TokenRemembered remembered:
                Write(new FrameKept(remembered.Token, remembered.Memory.Count), slot.End);
                break;
            case Gap gap:
                Write(new MemoryBroke(gap.Reason), slot.End);
                break;
        }
    }

    public void Decided(Slot slot)
    {
        WriteMoves();
        if (slot is AgentDecided decided)
        {
            foreach (var heard in decided.Heard)
            {
                Write(Entry(heard.What, decided.Number), slot.End);
            }
        }
    }

    /// <summary>Puts down what is left when the session has ended.</summary>
    public void Close() => WriteMoves();

    private JournalEntry Entry(object heard, long answer)
    {
        if (_followed < schedule.Count && ReferenceEquals(heard, schedule[_followed]))
        {
            return new CommandFollowed(schedule[_followed++]);
        }

        return new MindHeard(
            heard is TokenRemembered known ? new KnownFrame(known.Token.Ordinal) : heard, answer);
    }

    private void WriteMoves()
    {
        while (_moves.TryDequeue(out var move))
        {
            Write(new TransportMoved(move), _time);
        }
    }

    private void Write(JournalEntry entry, SampleTime time)
    {
        _time = SampleTime.Max(_time, time);
        write(entry, _time);
    }
}
