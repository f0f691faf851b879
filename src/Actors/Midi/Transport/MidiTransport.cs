using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Sends planned notes when they are due, and sees to it that every note begun is ended. It has
/// no clock: whoever owns one calls <see cref="Advance"/>. Thread-safe by one lock.
/// </summary>
/// <remarks>
/// Invariants: times sent never fall; at one time note-offs go before note-ons, and equals go by
/// id; a key that sounds gets its note-off before its next note-on; a note-off is never
/// discarded, and one that the output refused is tried again. Bound: options' MaxPlannedNotes
/// waiting notes; when full, the one due last is refused and reported as not sounded.
/// </remarks>
public sealed class MidiTransport
{
    private const double HalfSamplesPerMs = SampleTime.HalfSamplesPerSecond / 1000.0;

    private readonly Lock _gate = new();
    private readonly MidiOptions _options;
    private readonly bool _virtual;
    private readonly IMidiOutput _output;
    private readonly Action<NoteSounded> _report;
    private readonly SampleCount _lead;
    private readonly PlannedNotes _planned;
    private readonly MidiSender _sender;
    private readonly ClockSender _ticks;
    private SampleTime _now;
    private bool _closed;
    private volatile bool _muted;

    /// <param name="output">Where events go; the caller disposes it after closing this.</param>
    /// <param name="options">How the reply is sent.</param>
    /// <param name="clock">What kind of clock will move it.</param>
    /// <param name="report">
    /// Hears of every note not withdrawn whether it sounded; it must neither wait nor throw.
    /// </param>
    public MidiTransport(
        IMidiOutput output, MidiOptions options, TransportClock clock, Action<NoteSounded> report)
    {
        _output = output;
        _options = options;
        _virtual = clock == TransportClock.Virtual;
        _report = report;
        _lead = SampleCount.FromSeconds(
            _virtual ? 0 : Math.Max(0, ((output.SoundsAtDue ? options.LookAheadMs : 0)
                + output.LatencyMs) / 1000));
        _planned = new PlannedNotes(options.MaxPlannedNotes);
        _sender = new MidiSender(output, options);
        _ticks = new ClockSender(options, _sender);
    }

    /// <summary>Told of all that it does, in order, under the lock: like a report.</summary>
    public Action<TransportMove>? Moved { get; init; }

    /// <summary>How long a panic waits for an output that is stuck.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Called when <see cref="NextDue"/> may have come forward.</summary>
    public Action? Changed { get; set; }

    /// <summary>The address of its output.</summary>
    public string OutputName => _output.Name;

    /// <summary>When <see cref="Advance"/> has to send next; null when nothing waits.</summary>
    public SampleTime? NextDue
    {
        get
        {
            lock (_gate)
            {
                var cut = _sender.Ledger.CutCount > 0 ? _now : (SampleTime?)null;
                var others = Earlier(_sender.Programs.Due, _ticks.Due);
                var next = Earlier(Earlier(cut, NextNote), others);
                return Earlier(next - _lead, _output.NextDue);
            }
        }
    }

    /// <summary>When the last note, waiting, sounding or ended, ends; 0 when none was.</summary>
    public SampleTime LastEnd
    {
        get
        {
            lock (_gate)
            {
                var planned = _planned.LastEnd ?? SampleTime.Zero;
                var sounding = _sender.Ledger.LastEnd ?? SampleTime.Zero;
                return SampleTime.Max(_sender.LastEnd, SampleTime.Max(planned, sounding));
            }
        }
    }

    /// <summary>What went out so far, in numbers.</summary>
    public MidiStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return _sender.Statistics(_now);
            }
        }
    }

    /// <summary>Queues a note to be begun at its due time and ended after its length.</summary>
    /// <exception cref="ArgumentException">
    /// Key, velocity or length is out of range, or a note of that id waits already.
    /// </exception>
    public void Plan(NotePlanned note)
    {
        _ = MidiEvent.NoteOn(_options.ChannelOf(note.Voice), note.Key, note.Velocity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(note.Length.Samples, nameof(note));
        lock (_gate)
        {
            if ((_closed || _muted ? note : Queue(note)) is { } refused)
            {
                _sender.Tally.Refused++;
                _report(new NoteSounded(refused.Id, refused.Due, 0, Sounded: false));
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Queues a change of instrument, in order of time.</summary>
    public void Plan(ProgramPlanned program)
    {
        _ = MidiEvent.ProgramChange(_options.ChannelOf(program.Voice), program.Program);
        lock (_gate)
        {
            _sender.Programs.Add(program);
            Moved?.Invoke(new ProgramQueued(program));
        }

        Changed?.Invoke();
    }

    /// <summary>Takes a note back: a waiting one is gone, a sounding one ends now.</summary>
    /// <param name="at">On a virtual clock, when that is; null for as far as it has come.</param>
    /// <returns>False when it neither waits nor sounds.</returns>
    public bool Withdraw(NoteId id, SampleTime? at = null)
    {
        lock (_gate)
        {
            if (!_planned.Remove(id, out _)
                && !_sender.Ledger.Cut(id, _virtual ? at ?? _now : null))
            {
                return false;
            }

            _sender.Tally.Withdrawn++;
            Moved?.Invoke(new NoteTakenBack(id, _now));
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Sends everything that is due.</summary>
    /// <param name="now">
    /// On a real clock the time that is: events due up to it are sent. On a virtual clock the
    /// watermark: events due before it are sent, each in its own time.
    /// </param>
    public void Advance(SampleTime now)
    {
        lock (_gate)
        {
            var moved = _sender.SendProgramsOnce() || _sender.Ledger.CutCount > 0;
            _ticks.Run(now, _lead, !_virtual && !_closed);
            _sender.Ledger.EndCutNotesAt(now);
            _now = SampleTime.Max(_now, now);
            var limit = _virtual ? new SampleTime(now.HalfSamples - 1) : now + _lead;
            while (_ticks.SendNext(limit, NextNote) || SendNext(limit))
            {
                moved = true;
            }

            if (moved)
            {
                Moved?.Invoke(new TimeMoved(now));
            }

            _output.Advance(now);
        }
    }

    /// <summary>
    /// Silence, now: waiting notes are dropped (and reported), sounding ones ended, then CC 123
    /// and CC 120 sent. Notes planned later are played again, and a note-off that did not get out
    /// is tried again.
    /// </summary>
    /// <param name="at">The time that is.</param>
    /// <returns>False when the output is stuck, or did not take all of it.</returns>
    public bool Panic(SampleTime at) => Silence(at, close: false);

    /// <summary>A <see cref="Panic"/> that lasts: while muted, notes planned are refused.</summary>
    public bool Mute(bool on, SampleTime at)
    {
        _muted = on;
        return !on || Panic(at);
    }

    /// <summary>A <see cref="Panic"/> for good: every note planned later is refused.</summary>
    public bool Close(SampleTime at) => Silence(at, close: true);

    private static SampleTime? Earlier(SampleTime? a, SampleTime? b) =>
        a is null || b < a ? b : a;

    // What begins or ends next.
    private SampleTime? NextNote => Earlier(
        _sender.Ledger.TryNextEnd(out var ending) ? ending.End : null, _planned.First?.Due);

    private NotePlanned? Queue(NotePlanned note)
    {
        var refused = _planned.Add(note);
        Moved?.Invoke(new NoteQueued(note.Id));
        return refused;
    }

    private bool SendNext(SampleTime limit)
    {
        var on = _planned.First;
        if (_sender.Ledger.TryNextEnd(out var ending) && ending.End <= limit
            && (on is null || ending.End <= on.Due))
        {
            _sender.End(ending, ending.End, LatenessMs(ending.End), _now);
            return true;
        }

        if (_sender.SendProgram(limit, on?.Due))
        {
            return true;
        }

        if (on is null || on.Due > limit)
        {
            return false;
        }

        _planned.Remove(on.Id, out _);
        BeginOrFlush(on);
        return true;
    }

    private void BeginOrFlush(NotePlanned note)
    {
        var latenessMs = LatenessMs(note.Due);
        var tooLate = !_virtual
            && (latenessMs > _options.FlushLateMs || note.Due + note.Length <= _now);
        if (tooLate || !_sender.Free(note, latenessMs, _now))
        {
            Drop(note, latenessMs);
            return;
        }

        var sent = _sender.Begin(note, latenessMs);
        _report(new NoteSounded(note.Id, note.Due, latenessMs, sent));
    }

    private void Drop(NotePlanned note, double latenessMs)
    {
        _sender.Tally.Flushed++;
        _report(new NoteSounded(note.Id, note.Due, latenessMs, Sounded: false));
    }

    private double LatenessMs(SampleTime due) =>
        _virtual ? 0 : Math.Max(0, (_now.HalfSamples - due.HalfSamples) / HalfSamplesPerMs);

    private bool Silence(SampleTime at, bool close)
    {
        if (!_gate.TryEnter(Patience))
        {
            return false;
        }

        try
        {
            _closed |= close;
            _now = SampleTime.Max(_now, at);
            while (_planned.First is { } note)
            {
                _planned.Remove(note.Id, out _);
                Drop(note, latenessMs: 0);
            }

            var allOut = _sender.EndAll(at, forGood: _closed);
            _ticks.Stop(at, _closed);
            Moved?.Invoke(new AllSilenced(at, close));
            return _sender.TryFlush() && allOut;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
