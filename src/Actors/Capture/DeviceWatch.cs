using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>
/// Watches the heartbeat of a device, which is that it calls, not what it brings: hours of
/// silence are sound, and a lost device says nothing at all, not even that it is lost.
/// </summary>
/// <remarks>
/// <code>
///               silent too long                wait over              opened
///   Hearing ───────────────────► Away ◄─────────────────► Opening ─────────► Listening
///      ▲                          │  ▲                       │ hangs             │ │
///      └──────── it calls ────────┘  │ failed, or no call    ▼                   │ │
///      ▲                             └───────────────── Hung                     │ │
///      └──────────────────────────── it calls ───────────────────────────────────┘ ▼ Away
/// </code>
/// The waits grow from 0.5 to 3 s, for ever. Time in which nobody looked (the process was stopped,
/// the machine asleep) is no evidence against a device, so one look counts for 0.1 s at most.
/// Not thread-safe.
/// </remarks>
/// <param name="time">The monotonic clock.</param>
/// <param name="heartbeat">How long a device may be silent.</param>
public sealed class DeviceWatch(TimeProvider time, TimeSpan heartbeat)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(100);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
    private long _looked = time.GetTimestamp();
    private long _calls;
    private TimeSpan _inState;
    private State _state = State.Listening;
    private bool _lost;

    private enum State
    {
        Listening,
        Hearing,
        Away,
        Opening,
        Hung,
    }

    /// <summary>How long a newly opened device may take to its first call.</summary>
    public static TimeSpan FirstCallLimit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long opening may take.</summary>
    public static TimeSpan OpenLimit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the device has been silent, as far as anybody looked.</summary>
    public TimeSpan Silence { get; private set; }

    /// <summary>Attempts to open the device since it was lost.</summary>
    public int Attempts { get; private set; }

    /// <summary>Looks at the device; to be called every few ms.</summary>
    /// <param name="calls">How often it has called since it was opened.</param>
    public WatchStep Look(long calls)
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_looked, now);
        passed = passed < LongestLook ? passed : LongestLook;
        _looked = now;
        Silence += passed;
        _inState += passed;
        if (calls > _calls)
        {
            _calls = calls;
            return Called();
        }

        return Unheard();
    }

    /// <summary>The attempt that was asked for has ended.</summary>
    /// <param name="succeeded">False when the device could not be opened.</param>
    /// <param name="calls">How often it had called when it was lost, if it counts on.</param>
    public void Opened(bool succeeded, long calls = 0)
    {
        if (_state != State.Opening)
        {
            return;
        }

        _calls = calls;
        if (succeeded)
        {
            Enter(State.Listening);
        }
        else
        {
            StayAway();
        }
    }

    private WatchStep Called()
    {
        Silence = TimeSpan.Zero;
        if (_state is State.Opening or State.Hung)
        {
            return WatchStep.None;
        }

        Enter(State.Hearing);
        var step = _lost ? WatchStep.Regained : WatchStep.None;
        _lost = false;
        _backoff.Reset();
        return step;
    }

    private WatchStep Unheard()
    {
        switch (_state)
        {
            case State.Hearing when Silence > heartbeat:
            case State.Listening when !_lost && _inState > FirstCallLimit:
                _lost = true;
                Attempts = 0;
                Enter(State.Away);
                return WatchStep.Lost;
            case State.Listening when _inState > FirstCallLimit:
                StayAway();
                return WatchStep.StillLost;
            case State.Away when _inState > _backoff.Wait:
                Attempts++;
                Enter(State.Opening);
                return WatchStep.Open;
            case State.Opening when _inState > OpenLimit:
                Enter(State.Hung);
                return WatchStep.Hung;
            default:
                return WatchStep.None;
        }
    }

    private void StayAway()
    {
        _backoff.Lengthen();
        Enter(State.Away);
    }

    private void Enter(State state)
    {
        _inState = TimeSpan.Zero;
        _state = state;
    }
}
