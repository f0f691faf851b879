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
/// call nor the silence on. Bounded: of a long call the newest frames are kept. Not thread-safe.
/// </remarks>
internal sealed class CallTracker(LiveOptions settings)
{
    private const int FramesKept = 600;
    private const int NotesKept = 256;
    private const double PeakDecayDbPerSecond = 1.5;
    private const double SilenceDb = -120;

    private readonly Queue<RememberedFrame> _frames = new();
    private readonly Queue<NoteHeard> _notes = new();
    private readonly GestureVote _gesture = new(settings);
    private double _playedSeconds;
    private double _silentSeconds;
    private double _peakDb = SilenceDb;
    private SampleTime _callStart;
    private SampleTime _lastPlayed;
    private SampleTime _heardUntil;
    private SampleTime? _loudUntil;

    /// <summary>The memory as of the last frame that the player played.</summary>
    public MemoryView Memory { get; private set; } = MemoryView.Empty;

    public int FrameCount => _frames.Count;

    /// <summary>Something worth an answer was played since the last one.</summary>
    public bool HasCall => _playedSeconds >= settings.Agent.ShortestCallMs / 1000;

    /// <summary>A call was played, and the player is silent since.</summary>
    /// <remarks>
    /// Tokens tell silence a segment at a time; the short way tells it at once, and is believed as
    /// soon as the tokens of everything loud are there.
    /// </remarks>
    public bool PhraseEnded(SampleTime tick) => HasCall && (IsSilent
        || (_loudUntil is { } loud && _heardUntil >= loud
            && tick.SecondsSince(loud) >= settings.Agent.PhraseEndMs / 1000));

    /// <summary>Seconds played since the last answer was decided.</summary>
    public double PlayedSeconds => _playedSeconds;

    private bool IsSilent => _silentSeconds >= settings.Agent.PhraseEndMs / 1000;

    /// <summary>When the player was heard last.</summary>
    public SampleTime LastPlayed => _lastPlayed;

    /// <summary>What the player does, in a few figures.</summary>
    public GestureVote Gesture => _gesture;

    /// <summary>How long the player has gone on since a time, or since the call began.</summary>
    public double ListenedSeconds(SampleTime since) => HasCall
        ? Math.Max(0, _lastPlayed.SecondsSince(SampleTime.Max(since, _callStart)))
        : 0;

    /// <summary>Takes in 10 ms of sound.</summary>
    public void Hear(ReflexHeard reflex)
    {
        if (reflex.LoudnessDb >= _peakDb - settings.Agent.QuietBelowPeakDb)
        {
            _loudUntil = reflex.End;
        }
    }

    /// <summary>Takes in one frame.</summary>
    public void Hear(TokenRemembered heard)
    {
        var token = heard.Token;
        var seconds = token.Length.Seconds;
        var loudness = token.Descriptors.LoudnessDb;
        _heardUntil = token.End;
        _peakDb = Math.Max(SilenceDb, _peakDb - PeakDecayDbPerSecond * seconds);
        if (Rests(token) || loudness < _peakDb - settings.Agent.QuietBelowPeakDb)
        {
            _silentSeconds += seconds;
            ForgetScraps();
        }
        else if (!token.OwnSound)
        {
            _gesture.Hear(token);
            _peakDb = Math.Max(_peakDb, loudness);
            Play(heard, seconds);
        }
    }

    /// <summary>Takes in a note of a keyboard, when its key comes up: it is playing too.</summary>
    public void Hear(NoteHeard note)
    {
        if (_playedSeconds == 0)
        {
            _callStart = note.Onset;
        }

        _playedSeconds += note.Length.Seconds;
        _silentSeconds = 0;
        _lastPlayed = SampleTime.Max(_lastPlayed, note.Onset + note.Length);
        if (_notes.Count == NotesKept)
        {
            _notes.Dequeue();
        }

        _notes.Enqueue(note);
    }

    /// <summary>The call has been answered; what comes next is a new one.</summary>
    public void StartOver()
    {
        _playedSeconds = 0;
        _frames.Clear();
        _notes.Clear();
    }

    /// <summary>What was in the call.</summary>
    public PlayerPhrase Describe() =>
        PlayerPhrase.Of([.. _frames], [.. _notes], _callStart, _lastPlayed, _peakDb);

    /// <summary>True when neither stem speaks.</summary>
    public static bool Rests(FrameToken token) => token.Harmonic.IsRest && token.Percussive.IsRest;

    private void Play(TokenRemembered heard, double seconds)
    {
        if (_playedSeconds == 0)
        {
            _callStart = heard.Token.Time;
        }

        _playedSeconds += seconds;
        _silentSeconds = 0;
        _lastPlayed = heard.Token.Time;
        Memory = heard.Memory;
        if (_frames.Count == FramesKept)
        {
            _frames.Dequeue();
        }

        _frames.Enqueue(RememberedFrame.Of(heard.Token));
    }

    // A knock too short to be a call does not add up with the next one.
    private void ForgetScraps()
    {
        if (IsSilent && !HasCall)
        {
            StartOver();
        }
    }
}
