using Antiphon.Hpss;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// What the partner itself sounds, against which every frame is held, so that what comes back
/// through the room is neither answered nor learned.
/// </summary>
/// <remarks>
/// Written by the mind as it decides, read by the memory as it learns; it outlives both. What is
/// read for a frame rests only on what was decided up to that frame's time, so that with
/// <see cref="WhenKnown"/> scheduling cannot change it. Bounded: notes long past are dropped, and
/// the oldest beyond a fixed number. Thread-safe by one lock.
/// </remarks>
public sealed class EchoTracker
{
    private const int Capacity = 512;
    private const double EarlySeconds = 0.02;

    // How far from where it truly is an onset may be heard.
    private const double OnsetSeconds = 0.06;

    // Longer than any attack may take to come back: what the mind still asks for is not forgotten
    // here, however far ahead it is.
    private const double KeptSeconds = 1.5;

    private readonly Lock _lock = new();
    private readonly List<NotePlanned> _notes = [];
    private readonly EchoPresence _presence = new();
    private readonly RoundTrips _roundTrips = new(Capacity);
    private (SampleTime Time, TaskCompletionSource Known)? _waiting;
    private SampleTime _knownUntil;

    /// <summary>Planned notes that may still be heard.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _notes.Count;
            }
        }
    }

    /// <summary>Whether own notes come back at all, as far as is known.</summary>
    public bool ComesBack
    {
        get
        {
            lock (_lock)
            {
                return _presence.IsPresent;
            }
        }
    }

    /// <summary>When the last of them ends; the beginning of time when there are none.</summary>
    public SampleTime SoundsUntil
    {
        get
        {
            lock (_lock)
            {
                var until = SampleTime.Zero;
                foreach (var note in _notes)
                {
                    until = SampleTime.Max(until, note.Due + note.Length);
                }

                return until;
            }
        }
    }

    public void Add(NotePlanned note)
    {
        lock (_lock)
        {
            if (_notes.Count == Capacity)
            {
                _notes.RemoveAt(0);
            }

            _notes.Add(note);
        }
    }

    /// <summary>Takes back the notes that are not due before a time.</summary>
    /// <returns>Their names, in order.</returns>
    public List<NoteId> Withdraw(SampleTime from)
    {
        lock (_lock)
        {
            List<NoteId> withdrawn =
                [.. _notes.Where(note => note.Due >= from).Select(note => note.Id)];
            _notes.RemoveAll(note => note.Due >= from);
            return withdrawn;
        }
    }

    /// <summary>Ends those of the notes that sound on at a time whose keys are chosen.</summary>
    /// <returns>Their names, in order.</returns>
    public List<NoteId> LetGo(Func<int, bool> isChosen, SampleTime at)
    {
        List<NoteId> ended = [];
        lock (_lock)
        {
            for (var i = 0; i < _notes.Count; i++)
            {
                if (_notes[i] is var note && note.Due < at && note.Due + note.Length > at
                    && isChosen(note.Key))
                {
                    ended.Add(note.Id);
                    _notes[i] = note with
                    {
                        Length = SampleCount.FromSeconds(at.SecondsSince(note.Due)),
                    };
                }
            }
        }

        return ended;
    }

    /// <summary>A note was let go: it cannot come back.</summary>
    public void Remove(NoteId id)
    {
        lock (_lock)
        {
            _notes.RemoveAll(note => note.Id == id);
        }
    }

    /// <summary>The own note that strikes at a time; null when none does.</summary>
    /// <param name="withinSeconds">For how long a strike may come back.</param>
    public NoteId? AttackAt(SampleTime time, double withinSeconds)
    {
        lock (_lock)
        {
            NoteId? last = null;
            foreach (var note in _notes)
            {
                if (time.SecondsSince(note.Due) is var since
                    && since >= -EarlySeconds && since <= withinSeconds)
                {
                    last = note.Id;
                }
            }

            return last;
        }
    }

    /// <summary>When a note begins; null when it is forgotten.</summary>
    public SampleTime? DueOf(NoteId id)
    {
        lock (_lock)
        {
            return _notes.FirstOrDefault(note => note.Id == id)?.Due;
        }
    }

    /// <summary>
    /// Whether a note that was heard is one of its own that came back, or a partial of one.
    /// </summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="withinSeconds">
    /// How long a strike takes to come back at most, while nothing was measured.
    /// </param>
    public bool IsOwn(int key, SampleTime onset, double withinSeconds)
    {
        lock (_lock)
        {
            var late = _roundTrips.At(onset);
            var latest = OnsetSeconds + (!_roundTrips.IsMeasured ? withinSeconds : late);
            return _notes.Exists(note => Pitch.IsPartial(key, note.Key)
                && onset.SecondsSince(note.Due) is var since
                && since >= late - OnsetSeconds && since <= latest);
        }
    }

    /// <summary>Own notes that are due in a stretch, and when each is to be heard.</summary>
    /// <param name="withinSeconds">
    /// How long a strike takes to come back at most, while nothing was measured.
    /// </param>
    internal List<(int Key, SampleTime From, SampleTime To)> Expected(
        SampleTime from, SampleTime to, double withinSeconds)
    {
        lock (_lock)
        {
            var latest = OnsetSeconds + (!_roundTrips.IsMeasured ? withinSeconds : 0);
            return
            [
                .. _notes.Where(note => note.Due >= from && note.Due < to)
                    .Select(note => (note.Key, note.Due.PlusSeconds(_roundTrips.At(note.Due))))
                    .Select(one => (one.Key, one.Item2.PlusSeconds(-OnsetSeconds),
                        one.Item2.PlusSeconds(latest))),
            ];
        }
    }

    /// <summary>From a time on, own notes come back so much later than they are due.</summary>
    public void Measured(double roundTripSeconds, SampleTime from)
    {
        lock (_lock)
        {
            _roundTrips.Add(from, roundTripSeconds);
        }
    }

    /// <summary>Everything that is due before a time has been decided.</summary>
    public void Advance(SampleTime decidedUntil)
    {
        TaskCompletionSource? known = null;
        lock (_lock)
        {
            _knownUntil = SampleTime.Max(_knownUntil, decidedUntil);
            if (_waiting is { } waiting && waiting.Time < _knownUntil)
            {
                known = waiting.Known;
                _waiting = null;
            }
        }

        known?.SetResult();
    }

    /// <summary>
    /// Ends when all is decided that can be heard in a frame. One waits at a time.
    /// </summary>
    public Task WhenKnown(FrameToken token)
    {
        var time = token.Time.PlusSeconds(EarlySeconds);
        lock (_lock)
        {
            if (time < _knownUntil)
            {
                return Task.CompletedTask;
            }

            var known =
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = (time, known);
            return known.Task;
        }
    }

    /// <summary>The frame, marked as own sound when it is.</summary>
    /// <param name="tail">How long after a note its pitch may still be heard, in seconds.</param>
    /// <param name="attack">
    /// How long after its beginning a noise may be its attack, in seconds.
    /// </param>
    public FrameToken Mark(FrameToken token, double tail, double attack)
    {
        lock (_lock)
        {
            var forgotten = KeptSeconds + 2 * tail;
            _notes.RemoveAll(note => (note.Due + note.Length).PlusSeconds(forgotten) < token.Start);
            return Owns(token, tail, attack) ? token with { OwnSound = true } : token;
        }
    }

    private bool Owns(FrameToken token, double tail, double attack)
    {
        var rests = token.Harmonic.IsRest && token.Percussive.IsRest;
        var late = _roundTrips.At(token.Time);
        var (classes, sounding, agrees) = (0, false, false);
        foreach (var note in _notes)
        {
            var since = token.Time.SecondsSince(note.Due) - late;
            if (since < -EarlySeconds || since > note.Length.Seconds + tail)
            {
                continue;
            }

            sounding |= since > EchoPresence.SettleSeconds && since < note.Length.Seconds;
            agrees |= !rests && (EchoAgreement.IsAttack(token, since, attack)
                || EchoAgreement.IsInPitch(token.Descriptors, note.Key));
            classes |= 1 << (note.Key % Chroma.Classes);
        }

        agrees |= !rests && classes != 0 && EchoAgreement.IsInChroma(token.Descriptors, classes);
        if (sounding)
        {
            _presence.Hear(rests, agrees, token.Length.Seconds);
        }

        return agrees && _presence.IsPresent;
    }
}
