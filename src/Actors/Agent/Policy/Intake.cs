using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// What a mind knows at a tick besides what the player plays: takes in what has become visible, and
/// holds what of it bears on whose turn it is.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Intake(
    SurvivingState estate, CallTracker listening, ModeChooser modes, Navigator navigator)
    : IMindInputVisitor<ValueTuple>, IActs
{
    private const double YieldSeconds = 2;

    private readonly EchoCalibration _bleed = new(estate.Settings, estate.OwnSound);
    private SampleTime _tick;
    private Draft? _draft;

    /// <summary>What the player plays, as notes.</summary>
    public HeardMusic Music { get; } = new(estate.OwnSound, estate.Chart);

    /// <summary>How loud it was of late.</summary>
    public SoundLevel Level { get; } = new();

    /// <summary>The memory as of the last frame.</summary>
    public MemoryView Memory { get; private set; } = MemoryView.Empty;

    /// <summary>Frames that were its own sound, so far.</summary>
    public int OwnFrames { get; private set; }

    /// <summary>The player struck since the last decision.</summary>
    public bool Struck { get; private set; }

    /// <summary>It was told since the last decision to leave the floor.</summary>
    public bool Yields { get; private set; }

    /// <summary>It begins nothing before this time.</summary>
    public SampleTime SilentUntil { get; private set; }

    /// <summary>When all must have ended; null while the input goes on.</summary>
    public SampleTime? EndsBy { get; private set; }

    /// <summary>Takes in something that has become visible.</summary>
    public void Take(MindInput heard, SampleTime tick, Draft draft)
    {
        (_tick, _draft) = (tick, draft);
        heard.Accept(this);
    }

    /// <summary>A decision was taken; what was for it alone is over.</summary>
    public void Decided() => (Struck, Yields) = (false, false);

    public ValueTuple Frame(TokenRemembered remembered)
    {
        OwnFrames += remembered.Token.OwnSound ? 1 : 0;
        Memory = remembered.Memory;
        var time = remembered.Token.Time;
        var known = Music.Tracked.At(time);
        var heard = Music.At(time, known);
        listening.Hear(remembered, estate.Heard.Take(remembered, heard));
        _draft!.Know(new FrameMusic(remembered.Token.Ordinal, known, heard));
        return default;
    }

    public ValueTuple Reflex(ReflexHeard reflex)
    {
        var isStruck = _bleed.IsStruckByPlayer(reflex);
        Struck |= isStruck;
        Level.Hear(reflex.LoudnessDb);
        listening.Hear(reflex, isStruck);
        return default;
    }

    // A key that goes down is surely the player's: no echo of its own is among the keys.
    public ValueTuple KeyDown(KeyPressed pressed)
    {
        Struck = true;
        listening.Hear(pressed);
        Music.Hear(pressed, _tick);
        return default;
    }

    public ValueTuple Key(NoteHeard note)
    {
        estate.Keyboard.Hear(listening.Hear(note));
        Music.Hear(note, _tick, _draft!);
        return default;
    }

    ValueTuple IMindInputVisitor<ValueTuple>.Music(MusicHeard heard)
    {
        Music.Hear(heard, estate.Settings.Agent.OwnAttackMs / 1000, _tick, _draft!);
        return default;
    }

    public ValueTuple LetGo(NoteSounded note)
    {
        estate.OwnSound.Remove(note.Id);
        return default;
    }

    public ValueTuple Control(ControlGiven given)
    {
        (given.Command as ActCommand)?.Tell(this);
        estate.Settings.Take(given);
        return default;
    }

    public ValueTuple SoundEnded(InputEnded end)
    {
        Music.EndWhatWasHeard(end.Start, _tick, _draft!);
        EndsBy = _tick.PlusSeconds(estate.Settings.Agent.OutroSeconds);
        return default;
    }

    // A gap is neither silence nor playing, and by which line time comes is nothing to go by.
    public ValueTuple Lost(Gap gap) => default;

    public ValueTuple ReflexesEnded(ReflexEnded end) => default;

    public ValueTuple MindBegan(int before) => default;

    void IActs.Yield() => (Yields, SilentUntil) = (true, _tick.PlusSeconds(YieldSeconds));

    void IActs.Approve()
    {
        modes.Approve(_tick);
        navigator.Favours.Like(navigator.LastRecording);
        navigator.ForgetTaboo();
    }

    void IActs.GoBack()
    {
        modes.GoBack(_tick);
        navigator.GoBack();
    }

    void IActs.Change()
    {
        modes.Change(_tick);
        navigator.Favours.Dislike(navigator.LastRecording);
    }

    void IActs.FollowChart(FollowChart command)
    {
        estate.Take(command);
        Music.Tracked.Follow(estate.Chart);
    }

    void IActs.ChangeProgram(ChangeProgram command) =>
        _draft!.Change(new ProgramPlanned(command.Voice, command.Program, _tick));
}
