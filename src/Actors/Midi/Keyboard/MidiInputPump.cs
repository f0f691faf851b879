namespace Antiphon.Midi;

/// <summary>
/// Carries messages from an input to a listener every few milliseconds (their timestamps are
/// exact), and keeps the input open: lost, it is opened again by its name, for ever.
/// </summary>
public sealed class MidiInputPump : IDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time;
    private readonly IMidiListener _listener;
    private readonly PortKeeper<IMidiInput> _keeper;
    private readonly ITimer _timer;
    private long _heard, _droppedBefore;

    /// <param name="name">The input's address.</param>
    /// <param name="open">
    /// Opens it, at once and whenever it was lost; throws <see cref="MidiException"/> while it is
    /// not there.
    /// </param>
    /// <param name="listener">Hears everything.</param>
    /// <param name="time">Gives the timers, and the moments of losses.</param>
    /// <exception cref="MidiException">It cannot be opened.</exception>
    public MidiInputPump(
        string name, Func<IMidiInput> open, IMidiListener listener, TimeProvider time)
    {
        (Name, _time, _listener) = (name, time, listener);
        _keeper = new PortKeeper<IMidiInput>(
            time, open(), open, input => input.IsAlive(), _ => { }, Farewell);

        // It is set only when it is in its place: on a busy machine it could fire before.
        _timer = time.CreateTimer(
            _ => Carry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The input's address.</summary>
    public string Name { get; }

    /// <summary>False while it is lost.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_keeper.Gate)
            {
                return _keeper.Port is not null;
            }
        }
    }

    /// <summary>Messages handed on, from 0.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    /// <summary>Messages dropped because the queue was full, from 0.</summary>
    public long Dropped
    {
        get
        {
            lock (_keeper.Gate)
            {
                return _droppedBefore + (_keeper.Port?.Dropped ?? 0);
            }
        }
    }

    /// <summary>What it last said; null when it never did.</summary>
    public string? LastFault
    {
        get
        {
            lock (_keeper.Gate)
            {
                return _keeper.LastFault;
            }
        }
    }

    /// <summary>
    /// Waits for a call that runs, and ends: the listener hears nothing after it, unless it holds
    /// on to a call for longer than <see cref="PortKeeper{T}.UsualPatience"/>.
    /// </summary>
    public void Dispose()
    {
        _keeper.Dispose();
        _timer.Dispose();
    }

    private void Carry()
    {
        lock (_keeper.Gate)
        {
            // A timer does not wait for the calls that it has begun: one may come after the end.
            if (_keeper.IsClosed)
            {
                return;
            }

            try
            {
                Empty();
            }
            catch (Exception fault)
            {
                _keeper.Lose(fault.Message);
            }

            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    private void Empty()
    {
        while (_keeper.Port is { } input && input.TryTake(out var heard))
        {
            Interlocked.Increment(ref _heard);
            _listener.Hear(heard);
        }
    }

    private void Farewell(IMidiInput input)
    {
        _droppedBefore += input.Dropped;
        _listener.Lost(_time.GetTimestamp());
    }
}
