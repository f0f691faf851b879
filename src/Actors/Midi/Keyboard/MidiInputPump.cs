namespace Antiphon.Midi;

/// <summary>
/// Carries messages from an input to a listener every few milliseconds (their timestamps are
/// exact), and keeps the input open: lost, it is opened again by its name, for ever.
/// </summary>
/// <remarks>
/// Bound: what a DIN cable could carry and a burst of <see cref="MidiInputBound.Burst"/> messages
/// pass; what comes faster is dropped and counted, and a look takes at most
/// <see cref="MostPerLook"/>. Whatever is dropped, no key stays held.
/// </remarks>
public sealed class MidiInputPump : IDisposable
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    /// <summary>Messages taken at one look, so that who wants to end it can.</summary>
    public const int MostPerLook = 4096;

    private readonly TimeProvider _time;
    private readonly IMidiListener _listener;
    private readonly MidiInputBound _bound;
    private readonly PortKeeper<IMidiInput> _keeper;
    private readonly ITimer _timer;
    private long _heard, _tooFast, _droppedBefore, _droppedSeen;
    private bool _lostSome;

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
        _bound = new MidiInputBound(time.TimestampFrequency);
        var first = open();
        Welcome(first);
        _keeper = new PortKeeper<IMidiInput>(
            time, first, open, input => input.IsAlive(), Welcome, Farewell);

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

    /// <summary>Times that it was lost.</summary>
    public long Losses
    {
        get
        {
            lock (_keeper.Gate)
            {
                return _keeper.Losses;
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

    /// <summary>
    /// Messages dropped because they came faster than a DIN cable could carry, from 0.
    /// </summary>
    public long DroppedTooFast => Interlocked.Read(ref _tooFast);

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
        if (_keeper.Port is not { } input)
        {
            return;
        }

        var taken = 0;
        while (taken < MostPerLook && input.TryTake(out var heard))
        {
            taken++;
            if (_bound.Passes(heard))
            {
                Hear(heard);
            }
            else
            {
                Interlocked.Increment(ref _tooFast);
            }
        }

        EndWhatMayHang(input, isEmpty: taken < MostPerLook);
    }

    private void Hear(MidiHeard heard)
    {
        Interlocked.Increment(ref _heard);
        _listener.Hear(heard);
    }

    // What the queue had no room for is not known: it may have been the end of any note.
    private void EndWhatMayHang(IMidiInput input, bool isEmpty)
    {
        var dropped = input.Dropped;
        _lostSome |= dropped != _droppedSeen;
        _droppedSeen = dropped;
        if (_lostSome)
        {
            var now = _time.GetTimestamp();
            foreach (var end in _bound.Release())
            {
                _listener.Hear(new MidiHeard(end, now));
            }

            // A note that still waits in the queue may be one of those.
            _lostSome = !isEmpty;
        }
    }

    private void Welcome(IMidiInput input) => _droppedSeen = input.Dropped;

    private void Farewell(IMidiInput input)
    {
        _droppedBefore += input.Dropped;
        _lostSome = false;
        _bound.Release();
        _listener.Lost(_time.GetTimestamp());
    }
}
