using System.Collections.Concurrent;
using Antiphon.Agent;
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
/// A transport's moves wait in a queue until the next slot passes, so that its thread does not wait
/// for a disk. Bound: <see cref="MostWaiting"/> moves; then whoever comes writes them all.
/// Thread-safe by one lock.
/// </remarks>
/// <param name="schedule">Commands that take effect by themselves, in order of time.</param>
/// <param name="write">Takes each entry, and the time it belongs to; never falls.</param>
public sealed class SessionJournal(
    IReadOnlyList<ControlGiven> schedule, Action<JournalEntry, SampleTime> write) : IRigObserver
{
    private const int MostWaiting = 1024;

    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<TransportMove> _moves = new();
    private SampleTime _time;
    private int _followed;

    /// <summary>The transport did something; from any thread.</summary>
    public void Moved(TransportMove move)
    {
        _moves.Enqueue(move);
        if (_moves.Count > MostWaiting)
        {
            Write([], default);
        }
    }

    public void Remembered(Slot slot) => Write(
        slot switch
        {
            TokenRemembered kept => [new FrameKept(kept.Token, kept.Memory.Count)],
            Gap gap => [new MemoryBroke(gap.Reason)],
            _ => [],
        },
        slot.End);

    public void Decided(Slot slot)
    {
        if (slot is AgentDecided decided)
        {
            Write([.. decided.Heard.Select(heard => Entry(heard.What, decided.Number))], slot.End);
        }
    }

    /// <summary>Puts down what is left when the session has ended.</summary>
    public void Close() => Write([], default);

    private JournalEntry Entry(MindInput heard, long answer) => heard switch
    {
        MindInput.Control { Given: var given } when _followed < schedule.Count
            && ReferenceEquals(given, schedule[_followed]) =>
            new CommandFollowed(schedule[_followed++]),
        // The frame itself stands in the journal already, and a memory is not to be held by it.
        MindInput.Frame { Remembered: var known } => new FrameHeard(known.Token.Ordinal, answer),
        _ => new MindHeard(heard, answer),
    };

    private void Write(IReadOnlyList<JournalEntry> entries, SampleTime time)
    {
        lock (_lock)
        {
            while (_moves.TryDequeue(out var move))
            {
                write(new TransportMoved(move), _time);
            }

            _time = SampleTime.Max(_time, time);
            foreach (var entry in entries)
            {
                write(entry, _time);
            }
        }
    }
}
