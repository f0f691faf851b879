using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// A port of the outside world that may vanish and come back. While it is lost, events are
/// discarded, and it is opened again by its name in the background; back again, it is silenced
/// and told its instruments before anything else. Events handed to it early are held until their
/// time where the wire cannot do that itself. What its instrument takes to sound, they leave
/// earlier. Thread-safe.
/// </summary>
/// <remarks>
/// Bound: <see cref="MostHeld"/> held events; when full, the oldest goes out early. Note-offs that
/// are lost with the port need no repetition: they are part of the silence at its return.
/// </remarks>
public sealed class LiveMidiOutput : IMidiOutput
{
    /// <summary>Events held until their time.</summary>
    public const int MostHeld = 4096;

    private readonly SampleClock _clock;
    private readonly double _lateMs, _latencySeconds;
    private readonly PortKeeper<IMidiWire> _keeper;
    private readonly Queue<(MidiEvent Event, SampleTime Due)> _held = new();
    private readonly PortMemory _memory = new();
    private readonly LatencyHistogram _lateness = new();
    private long _sent, _discarded, _late;

    /// <param name="name">Its address.</param>
    /// <param name="open">
    /// Opens it, at once and whenever it was lost; throws <see cref="MidiException"/> while it is
    /// not there. Later calls come from a timer of the clock's provider.
    /// </param>
    /// <param name="clock">Turns sample times into moments.</param>
    /// <param name="lateMs">An event handed over later than this is counted, in ms.</param>
    /// <param name="latencyMs">From an event to the sound of its instrument, in ms.</param>
    /// <exception cref="MidiException">It cannot be opened.</exception>
    public LiveMidiOutput(
        string name, Func<IMidiWire> open, SampleClock clock, double lateMs, double latencyMs = 0)
    {
        Name = name;
        (LatencyMs, _latencySeconds) = (latencyMs, latencyMs / 1000);
        _clock = clock;
        _lateMs = lateMs;
        var wire = open();
        SoundsAtDue = wire.SoundsAtDue;
        _keeper = new PortKeeper<IMidiWire>(
            clock.Provider, wire, open, it => it.IsAlive(), Welcome, Farewell);
    }

    public string Name { get; }

    public bool SoundsAtDue { get; }

    public double LatencyMs { get; }

    public bool IsLive => true;

    public SampleTime? NextDue
    {
        get
        {
            lock (_keeper.Gate)
            {
                return _held.TryPeek(out var first) ? Leaving(first.Due) : null;
            }
        }
    }

    public IReadOnlyList<MidiPortStatus> Ports
    {
        get
        {
            lock (_keeper.Gate)
            {
                var wire = _keeper.Port;
                return
                [
                    new MidiPortStatus(
                        Name, wire is not null, _sent, _discarded, _keeper.Losses,
                        _keeper.Returns, wire is null ? _memory.KeysDown : 0,
                        _late + (wire?.Late ?? 0), _lateness.Summary(), _keeper.LastFault,
                        wire?.Remark),
                ];
            }
        }
    }

    /// <exception cref="MidiException">It is lost, and a note cannot begin.</exception>
    public void Send(MidiEvent e, SampleTime due)
    {
        lock (_keeper.Gate)
        {
            if (_keeper.Port is { SoundsAtDue: false } && _clock.IsAnchored
                && Leaving(due) > _clock.Now)
            {
                Hold(e, due);
                return;
            }

            LetGo(due);
            if (!TrySend(e, due) && e.IsNoteOn)
            {
                throw new MidiException(
                    MidiFault.Output, $"{Name} is lost: {_keeper.LastFault}");
            }
        }
    }

    public void Advance(SampleTime now)
    {
        lock (_keeper.Gate)
        {
            LetGo(now.PlusSeconds(_latencySeconds));
        }
    }

    public void Flush()
    {
        lock (_keeper.Gate)
        {
            LetGo(new SampleTime(long.MaxValue));
            _keeper.Port?.Drain();
        }
    }

    public void Dispose() => _keeper.Dispose();

    private void Hold(MidiEvent e, SampleTime due)
    {
        _held.Enqueue((e, due));
        if (_held.Count > MostHeld)
        {
            var (first, firstDue) = _held.Dequeue();
            TrySend(first, firstDue);
        }
    }

    private SampleTime Leaving(SampleTime due) => due.PlusSeconds(-_latencySeconds);

    // What is asked for at once, as silence is, is as late as it is asked for.
    private long MomentOf(SampleTime due, long now)
    {
        var sounds = _clock.TimestampOf(due);
        return sounds <= now ? sounds : _clock.TimestampOf(Leaving(due));
    }

    private void LetGo(SampleTime due)
    {
        while (_held.TryPeek(out var first) && first.Due <= due)
        {
            _held.Dequeue();
            TrySend(first.Event, first.Due);
        }
    }

    private bool TrySend(MidiEvent e, SampleTime due)
    {
        if (_keeper.Port is not { } wire)
        {
            return Discard(e);
        }

        var now = _clock.Provider.GetTimestamp();
        var at = _clock.IsAnchored ? MomentOf(due, now) : now;
        try
        {
            wire.Send(e, at);
        }
        catch (Exception fault)
        {
            _keeper.Lose(fault.Message);
            return Discard(e);
        }

        _sent++;
        _memory.Sent(e);
        if (!wire.SoundsAtDue)
        {
            var lateMs = (now - at) * 1000.0 / _clock.Provider.TimestampFrequency;
            _lateness.Add(lateMs);
            _late += lateMs > _lateMs ? 1 : 0;
        }

        return true;
    }

    private bool Discard(MidiEvent e)
    {
        _discarded++;
        _memory.Choose(e);
        return false;
    }

    private void Farewell(IMidiWire wire)
    {
        _late += wire.Late;
        while (_held.TryDequeue(out var stale))
        {
            Discard(stale.Event);
        }
    }

    private void Welcome(IMidiWire wire)
    {
        var now = _clock.Provider.GetTimestamp();
        foreach (var e in _memory.Reminder())
        {
            wire.Send(e, now);
            _memory.Sent(e);
        }
    }
}
