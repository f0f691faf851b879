using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the agent hears, held back until the tick at which it may know of it.</summary>
/// <remarks>
/// Merged by (visible-at, kind, sequence), so that the order of arrival cannot change the music.
/// Bounded: when full, what comes is refused and the caller counts it. Not thread-safe.
/// </remarks>
internal sealed class EventLog
{
    public const int Capacity = 4096;

    private readonly PriorityQueue<object, (long VisibleAt, int Kind, long Sequence)> _events =
        new();
    private long _sequence;

    public int Count => _events.Count;

    /// <returns>False when the log is full.</returns>
    public bool TryAdd(object heard, SampleTime visibleAt)
    {
        if (_events.Count >= Capacity && heard is not InputEnded)
        {
            return false;
        }

        _events.Enqueue(heard, (visibleAt.HalfSamples, KindOf(heard), _sequence++));
        return true;
    }

    /// <summary>Takes the next event that is visible at a tick.</summary>
    public bool TryTake(SampleTime tick, out object heard)
    {
        if (_events.TryPeek(out heard!, out var key) && key.VisibleAt <= tick.HalfSamples)
        {
            _events.Dequeue();
            return true;
        }

        return false;
    }

    // What the performer wants and what the instrument did come before what was heard, and the end
    // of the input comes last.
    private static int KindOf(object heard) => heard switch
    {
        ControlGiven => 0,
        NoteSounded => 1,
        ReflexHeard => 2,
        InputEnded => 4,
        _ => 3,
    };
}
