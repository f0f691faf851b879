using Antiphon.Capture;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Follows the player: when a call begins, when it has ended, and what was in it.
/// </summary>
/// <remarks>
/// A frame is playing, silence, or own sound; own sound and gaps are neither, and move neither the
/// call nor the silence on. Keys are playing from when they go down, and have pauses of their own
/// measure (<see cref="KeyPhrase"/>), which their sound does not lengthen. Bounded: of a long call
/// the newest frames are kept. Not thread-safe.
/// </remarks>
internal sealed class CallTracker(LiveOptions settings)
{
    private const int FramesKept = 600;
    private const int NotesKept = 256;
    private const double PeakDecayDbPerSecond = 1.5;
    private const double SilenceDb = -120;

    // A staccato of a keyboard is shorter than any note that can be answered with.
    private const double ShortestNoteSeconds = 0.08;

    private readonly Queue<RememberedFrame> _frames = new();
    private readonly Queue<NoteHeard> _notes = new();
    private readonly KeyPhrase _keys = new();
    private readonly KeySound _keySound = new();
    private double _strangeSeconds;
    private SampleTime? _strangeStrike;
    private double _silentSeconds;
    private double _peakDb = SilenceDb;
    private SampleTime _heardUntil;
    private SampleTime? _loudUntil;
    private SampleTime _tick;

    /// <summary>The memory as of the last frame that the player played.</summary>
    public MemoryView Memory { get; private set; } = MemoryView.Empty;

    /// <summary>What is still heard of the call before.</summary>
    public AnsweredSound Answered { get; } = new();

    public int FrameCount => _frames.Count;

    /// <summary>Something worth an answer was played since the last one.</summary>
    public bool HasCall => _keys.Strokes > 1
        || PlayedSeconds >= ShortestSeconds
        || (_keys.IsHeld && _keys.SecondsSinceStroke(_tick) >= ShortestSeconds);

    /// <summary>A call was played, and the player is silent since.</summary>
    /// <remarks>
    /// Tokens tell silence a segment at a time; the short way tells it at once, and is believed as
    /// soon as the tokens of everything loud are there.
    /// </remarks>
    public bool PhraseEnded(SampleTime tick) => HasCall
        && (_keys.Strokes == 0 || KeysEnded(tick))
        && (IsOfKeysAlone || SoundEnded(tick));

    /// <summary>
    /// Keys are played that nobody would interrupt: few so far, and none of them held for long.
    /// </summary>
    public bool KeysGoOn(SampleTime tick) => _keys.Strokes is > 0 and < KeyPhrase.ManyStrokes
        && _keys.SecondsSinceStroke(tick) < settings.Agent.MaxListenSeconds;

    /// <summary>Keys of a keyboard are part of the call.</summary>
    public bool IsOfKeys => _keys.Strokes > 0;

    /// <summary>When the call began.</summary>
    public SampleTime CallStart { get; private set; }

    /// <summary>Seconds played since the last answer was decided.</summary>
    public double PlayedSeconds { get; private set; }

    private double ShortestSeconds => settings.Agent.ShortestCallMs / 1000;

    private double PauseSeconds => settings.Agent.PhraseEndMs / 1000;

    // Nothing is heard but what the keys told of before.
    private bool IsOfKeysAlone => IsOfKeys && _strangeSeconds < ShortestSeconds
        && _strangeStrike is null;

    private bool IsSilent => _silentSeconds >= PauseSeconds;

    /// <summary>When the player was heard last.</summary>
    public SampleTime LastPlayed { get; private set; }

    /// <summary>What the player does, in a few figures.</summary>
    public GestureVote Gesture { get; } = new(settings);

    /// <summary>How long the player has gone on since a time, or since the call began.</summary>
    public double ListenedSeconds(SampleTime since) => HasCall
        ? Math.Max(0, LastPlayed.SecondsSince(SampleTime.Max(since, CallStart)))
        : 0;

    /// <summary>It is a tick later.</summary>
    public void Tick(SampleTime tick)
    {
        _tick = tick;
        if (_keys.IsHeld)
        {
            LastPlayed = SampleTime.Max(LastPlayed, tick);
        }
    }

    /// <summary>Takes in 10 ms of sound.</summary>
    /// <param name="isStruck">The player struck in it.</param>
    public void Hear(ReflexHeard reflex, bool isStruck)
    {
        if (isStruck)
        {
            Answered.Begin(reflex.Start);
            _strangeStrike = _keySound.IsStroke(reflex.Start) ? _strangeStrike : reflex.End;
        }

        if (reflex.LoudnessDb >= _peakDb - settings.Agent.QuietBelowPeakDb)
        {
            _loudUntil = reflex.End;
        }
    }

    /// <summary>Takes in one frame.</summary>
    /// <param name="frame">The same, with what the ear heard in it.</param>
    public void Hear(TokenRemembered heard, RememberedFrame frame)
    {
        var token = heard.Token;
        var seconds = token.Length.Seconds;
        var loudness = token.Descriptors.LoudnessDb;
        _heardUntil = token.End;
        _peakDb = Math.Max(SilenceDb, _peakDb - PeakDecayDbPerSecond * seconds);
        if (Rests(token) || loudness < _peakDb - settings.Agent.QuietBelowPeakDb)
        {
            _silentSeconds += seconds;
            Answered.Rest(token.End);
            ForgetScraps();
        }
        else if (!token.OwnSound && !IsAnswered(token, out var isOfKeys))
        {
            _strangeSeconds += isOfKeys ? 0 : seconds;
            Gesture.Hear(token);
            _peakDb = Math.Max(_peakDb, loudness);
            Play(heard, frame, seconds);
        }
    }

    /// <summary>Takes in a key that goes down: it is playing too.</summary>
    public void Hear(KeyPressed pressed)
    {
        ForgetAStrayKey(pressed.Onset);
        BeginCall(pressed.Onset);
        _keys.Press(pressed);
        _keySound.Press(pressed);
        if (_strangeStrike is { } strike && _keySound.IsStroke(strike))
        {
            _strangeStrike = null;
        }

        LastPlayed = SampleTime.Max(LastPlayed, pressed.Onset);
    }

    /// <summary>Takes in a note of a keyboard, when its key comes up.</summary>
    /// <returns>
    /// The note as it is remembered: no shorter than what the partner could play.
    /// </returns>
    /// <remarks>
    /// Sessions that were played before keys were heard going down know of notes alone: there a
    /// note ends the silence when it ends.
    /// </remarks>
    public NoteHeard Hear(NoteHeard note)
    {
        _keySound.Release(note);
        var (inCall, held) = (_keys.Release(note), note.Length.Seconds);
        note = inCall is null || note.Length.Seconds >= ShortestNoteSeconds
            ? note
            : note with { Length = SampleCount.FromSeconds(ShortestNoteSeconds) };
        if (inCall == false)
        {
            return note;
        }

        BeginCall(note.Onset);
        PlayedSeconds += held;
        _silentSeconds = inCall is null ? 0 : _silentSeconds;
        LastPlayed = SampleTime.Max(LastPlayed, note.Onset + note.Length);
        if (_notes.Count == NotesKept)
        {
            _notes.Dequeue();
        }

        _notes.Enqueue(note);
        return note;
    }

    /// <summary>The call has been answered; what comes next is a new one.</summary>
    /// <param name="ringsOn">What sounds on is still of it.</param>
    public void StartOver(bool ringsOn = false)
    {
        if (ringsOn || _keys.Strokes > 0)
        {
            Answered.Cut(_tick, ringsOn);
        }

        Forget();
    }

    /// <summary>What was in the call.</summary>
    public PlayerPhrase Describe() =>
        PlayerPhrase.Of([.. _frames], NotesSoFar(), CallStart, LastPlayed, _peakDb);

    /// <summary>True when neither stem speaks.</summary>
    public static bool Rests(FrameToken token) => token.Harmonic.IsRest && token.Percussive.IsRest;

    private void Forget()
    {
        PlayedSeconds = 0;
        _strangeSeconds = 0;
        _strangeStrike = null;
        _frames.Clear();
        _notes.Clear();
        _keys.StartOver();
        _keySound.StartOver();
    }

    // Keys are answered before their sound is known: it tells of nothing new then.
    private bool IsAnswered(FrameToken token, out bool isOfKeys)
    {
        var ofCall = _keySound.IsOfCall(token, _keys.OverdueSeconds);
        isOfKeys = ofCall == true;
        return !isOfKeys && (ofCall == false || Answered.Has(token.End));
    }

    private void Play(TokenRemembered heard, RememberedFrame frame, double seconds)
    {
        ForgetAStrayKey(heard.Token.Time);
        BeginCall(heard.Token.Time);
        PlayedSeconds += seconds;
        _silentSeconds = 0;
        LastPlayed = _keys.Strokes == 0
            ? heard.Token.Time
            : SampleTime.Max(LastPlayed, heard.Token.Time);
        Memory = heard.Memory;
        if (_frames.Count == FramesKept)
        {
            _frames.Dequeue();
        }

        _frames.Enqueue(frame);
    }

    // A knock too short to be a call does not add up with the next one.
    private void ForgetScraps()
    {
        if (IsSilent && !HasCall && _keys.Strokes == 0)
        {
            Forget();
        }
    }

    // Nor does a key that was merely touched.
    private void ForgetAStrayKey(SampleTime now)
    {
        if (_keys.Strokes > 0 && !HasCall && KeysEnded(now))
        {
            Forget();
        }
    }

    private void BeginCall(SampleTime at)
    {
        if (PlayedSeconds == 0 && _keys.Strokes == 0)
        {
            var near = at.PlusSeconds(-PauseSeconds);
            _strangeStrike = _strangeStrike >= near ? _strangeStrike : null;
            CallStart = Answered.StartOf(at, LastPlayed);
        }
    }

    private bool KeysEnded(SampleTime tick) => _keys.HasEnded(tick, PauseSeconds);

    // Silence tells it, or the short way once the tokens of everything loud are there.
    private bool SoundEnded(SampleTime tick) => IsSilent
        || (_loudUntil is { } loud && _heardUntil >= loud
            && tick.SecondsSince(loud) >= PauseSeconds);

    // A key that is still down has been held until now.
    private NoteHeard[] NotesSoFar() => _keys.Strokes == 0 ? [.. _notes] :
    [
        .. _notes.Concat(_keys.Held.Select(key => new NoteHeard(
            key.Onset,
            new SampleCount(Math.Max(1, (_tick.HalfSamples - key.Onset.HalfSamples) / 2)),
            key.Key, key.Velocity))).OrderBy(note => note.Onset),
    ];
}
