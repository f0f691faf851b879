using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// What the player plays, as notes and drums: what the ear heard but for the partner's own notes,
/// and the keys of a MIDI keyboard, beyond doubt.
/// </summary>
/// <remarks>
/// A note that the ear hears of a key that is down is that key's, and no second one. A note that
/// could be an own one is the player's where own notes do not come back. Bounded: the oldest of
/// <see cref="MostSounding"/> and <see cref="MostRecent"/> notes are forgotten. Not thread-safe.
/// </remarks>
/// <param name="own">What the partner itself sounds.</param>
/// <param name="chart">What is played; null where nobody told.</param>
internal sealed class HeardMusic(EchoTracker own, Chart? chart = null)
{
    private const int MostSounding = 256;
    private const int MostRecent = 2048;
    private const double RecentSeconds = 120;

    // A tone that has stood for longer was there to be avoided.
    private const double NewSeconds = 0.4;

    // Between a key's message and its sound lie an instrument, a room and the ear's doubt.
    private const double KeySoundSeconds = 0.12;

    private readonly List<Sounding> _sounding = [];
    private readonly Queue<MusicNote> _recent = new();
    private readonly Queue<SampleTime> _strokes = new();
    private readonly RecentNotes _near = new();
    private readonly OwnReturn _return = new(own);
    private double _ownSeconds;

    /// <summary>Its beat, chord and key.</summary>
    public MusicTracker Tracked { get; } = new(chart);

    /// <summary>The player's notes that sound now.</summary>
    public IEnumerable<NoteBegan> Now =>
        _sounding.Where(note => note.Source != MusicSource.Own).Select(note => note.Began);

    /// <summary>The player's notes of the last minute, in the order in which they ended.</summary>
    public IReadOnlyCollection<MusicNote> Recent => _recent;

    /// <summary>When the player began a note last; null before the first.</summary>
    public SampleTime? LastOnset { get; private set; }

    /// <summary>The same, or a drum that was hit later.</summary>
    public SampleTime? LastStroke { get; private set; }

    /// <summary>When the last of the player's notes ended; null before the first did.</summary>
    public SampleTime? LastEnd { get; private set; }

    /// <summary>Whether a note of the player sounds on.</summary>
    public bool Sounds => _sounding.Exists(note => note.Source != MusicSource.Own);

    /// <summary>
    /// The player's notes that began at a time or later, in the order of their onsets; one that
    /// sounds on has lasted until now.
    /// </summary>
    public List<HeardNote> Since(SampleTime from, SampleTime now)
    {
        List<HeardNote> notes = [];
        foreach (var note in _recent)
        {
            if (note.Onset >= from)
            {
                notes.Add(new HeardNote(
                    note.Onset, note.Length.Seconds, note.Key, note.LoudnessDb));
            }
        }

        foreach (var one in _sounding)
        {
            if (one.Source != MusicSource.Own && one.Began.Onset >= from)
            {
                notes.Add(new HeardNote(
                    one.Began.Onset, Math.Max(0.01, now.SecondsSince(one.Began.Onset)),
                    one.Began.Key, one.Began.LoudnessDb));
            }
        }

        notes.Sort((a, b) => a.Onset != b.Onset
            ? a.Onset.CompareTo(b.Onset)
            : a.Key.CompareTo(b.Key));
        return notes;
    }

    /// <summary>Drums that were hit at a time or later.</summary>
    public IEnumerable<SampleTime> StrokesSince(SampleTime from) =>
        _strokes.Where(time => time >= from);

    /// <summary>What was heard in a frame, as far as it is known; null where nothing was.</summary>
    /// <param name="music">Beat, chord and key at that time.</param>
    public HeardFrame? At(SampleTime time, MusicNow music) => _near.At(time, music);

    /// <summary>
    /// Whether a key lies a semitone, in any octave, from a note that the player has just begun.
    /// </summary>
    public bool Clashes(int key, SampleTime tick) => Now.Any(note =>
        tick.SecondsSince(note.Onset) <= NewSeconds && Pitch.IsSemitone(key - note.Key));

    /// <summary>Takes in what the ear came to know.</summary>
    /// <param name="ownSeconds">
    /// How long a strike of its own takes to come back at most, while nothing was measured.
    /// </param>
    public void Hear(MusicHeard heard, double ownSeconds, SampleTime tick, Draft draft)
    {
        _ownSeconds = ownSeconds;
        if (heard.IsLost)
        {
            _return.Lose(tick);
            EndWhatWasHeard(heard.Place.Start, tick, draft);
            return;
        }

        // A key that is struck anew ends first; a note that has begun with this ends behind it.
        foreach (var note in heard.Ended)
        {
            End(note, tick, draft);
        }

        foreach (var note in heard.Began)
        {
            if (!IsOfAKey(note))
            {
                var isOwn = own.IsOwn(note.Key, note.Onset, ownSeconds);
                _return.Hear(note.Key, note.Onset, isOwn);
                Begin(
                    note, tick,
                    isOwn && _return.IsPresent ? MusicSource.Own : MusicSource.Ear);
            }
        }

        foreach (var note in heard.Ended)
        {
            End(note, tick, draft);
        }

        foreach (var hit in heard.Hits)
        {
            Strike(hit, tick, draft);
        }
    }

    /// <summary>A key of a keyboard went down.</summary>
    public void Hear(KeyPressed pressed, SampleTime tick)
    {
        _return.Hear(pressed.Key, pressed.Onset, isOwn: false);
        Begin(
            new NoteBegan(
                pressed.Onset, pressed.Key, LoudnessOf(pressed.Velocity), 1, pressed.Onset),
            tick, MusicSource.Keyboard);
    }

    /// <summary>A key of a keyboard came up; perhaps nobody told that it went down.</summary>
    public void Hear(NoteHeard note, SampleTime tick, Draft draft)
    {
        if (!_sounding.Exists(one => one.Is(note.Key, note.Onset)))
        {
            Hear(new KeyPressed(note.Onset, note.Key, note.Velocity), tick);
        }

        var end = note.Onset + note.Length;
        End(new NoteEnded(note.Onset, note.Key, end, end), tick, draft);
    }

    /// <summary>What the ear heard has ended, lost or with the input; keys stay down.</summary>
    public void EndWhatWasHeard(SampleTime at, SampleTime tick, Draft draft)
    {
        for (var i = _sounding.Count - 1; i >= 0; i--)
        {
            if (_sounding[i] is { Source: not MusicSource.Keyboard, Began: var began })
            {
                End(new NoteEnded(began.Onset, began.Key, at, at), tick, draft);
            }
        }
    }

    /// <summary>Nothing more is known before a tick; what is old is forgotten.</summary>
    public void Advance(SampleTime now)
    {
        Tracked.Advance(now);
        _near.Advance(now);
        _return.Advance(now, _ownSeconds);
        while (_recent.TryPeek(out var oldest)
            && (_recent.Count > MostRecent
                || (oldest.Onset + oldest.Length).PlusSeconds(RecentSeconds) < now))
        {
            _recent.Dequeue();
        }
    }

    private static SampleTime Later(SampleTime? last, SampleTime time) =>
        last is { } before ? SampleTime.Max(before, time) : time;

    // Where the key of a keyboard would be heard, in amplitude by the square of its velocity.
    private static float LoudnessOf(int velocity) =>
        (float)(40 * Math.Log10(Math.Max(1, velocity) / 127.0));

    private static bool IsNear(SampleTime onset, SampleTime key) =>
        Math.Abs(onset.SecondsSince(key)) <= KeySoundSeconds;

    private bool IsOfAKey(in NoteBegan note)
    {
        foreach (var one in _sounding)
        {
            if (one.Source == MusicSource.Keyboard && IsNear(note.Onset, one.Began.Onset)
                && Pitch.IsPartial(note.Key, one.Began.Key))
            {
                return true;
            }
        }

        foreach (var one in _recent)
        {
            if (one.Source == MusicSource.Keyboard && IsNear(note.Onset, one.Onset)
                && Pitch.IsPartial(note.Key, one.Key))
            {
                return true;
            }
        }

        return false;
    }

    private void Begin(in NoteBegan note, SampleTime tick, MusicSource source)
    {
        if (_sounding.Count == MostSounding)
        {
            _sounding.RemoveAt(0);
        }

        _sounding.Add(new Sounding(note, tick, source));
        if (source != MusicSource.Own)
        {
            Tracked.Began(note, tick);
            _near.Began(note.Key, note.Onset, note.LoudnessDb);
            LastOnset = Later(LastOnset, note.Onset);
            LastStroke = Later(LastStroke, note.Onset);
        }
    }

    private void End(in NoteEnded note, SampleTime tick, Draft draft)
    {
        var (key, onset) = (note.Key, note.Onset);
        var at = _sounding.FindIndex(one => one.Is(key, onset));
        if (at < 0)
        {
            return;
        }

        var began = _sounding[at];
        _sounding.RemoveAt(at);
        var samples = Math.Max(1, (note.End.HalfSamples - onset.HalfSamples) / 2);
        var whole = new MusicNote(
            onset, new SampleCount(samples), key, began.Began.LoudnessDb, began.KnownAt,
            began.Source);
        draft.Heard(whole);
        if (began.Source != MusicSource.Own)
        {
            _recent.Enqueue(whole);
            LastEnd = Later(LastEnd, note.End);
            Tracked.Ended(note, tick);
            _near.Ended(key, onset, note.End);
        }
    }

    private void Strike(in DrumHit hit, SampleTime tick, Draft draft)
    {
        draft.Heard(new MusicHit(hit, tick));
        LastStroke = Later(LastStroke, hit.Time);
        Tracked.Hit(hit, tick);
        _near.Struck(hit.Time);
        _strokes.Enqueue(hit.Time);
        if (_strokes.Count > MostRecent)
        {
            _strokes.Dequeue();
        }
    }

    private readonly record struct Sounding(
        NoteBegan Began, SampleTime KnownAt, MusicSource Source)
    {
        public bool Is(int key, SampleTime onset) => Began.Key == key && Began.Onset == onset;
    }
}
