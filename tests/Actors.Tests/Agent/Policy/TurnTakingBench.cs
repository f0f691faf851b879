using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Tests.Agent;

/// <summary>
/// Turn-taking by itself, without a mind about it: each tick it is told what can be known by then,
/// and decides.
/// </summary>
internal sealed class TurnTakingBench
{
    private readonly MemoryStore _store = new(new());
    private readonly Queue<(SampleTime At, FrameToken Token)> _coming = new();
    private readonly SurvivingState _state;
    private readonly TurnTaking _turns;
    private Draft _draft = new();
    private long _tick;
    private long _frame;

    public TurnTakingBench(AgentOptions options, ulong seed = 1)
    {
        _state = new SurvivingState(options);
        _turns = new TurnTaking(_state, new SplitMix64(seed));
    }

    /// <summary>How much later than it ends a frame is known, in seconds.</summary>
    public double TokensLate { get; init; }

    /// <summary>Loudness and onset of the 10 ms that end at a time; null for no reflexes.</summary>
    public Func<double, (double LoudnessDb, double OnsetDb)>? Reflexes { get; init; }

    /// <summary>Notes that the ear hears: when each begins, its length and its key.</summary>
    public IReadOnlyList<(double At, double Seconds, int Key)> Notes { get; init; } = [];

    public SampleTime Now => SampleTime.FromSeconds(_tick / 100.0);

    public List<AgentDecided> Answers { get; } = [];

    public List<Decision> Decisions => [.. Answers.SelectMany(answer => answer.Decisions)];

    /// <summary>One decision of each time at which something new was begun or stopped.</summary>
    public IEnumerable<Decision> Begun => Decisions
        .Where(one => one.Occasion != CueKind.GoesOn).DistinctBy(one => one.Time);

    public List<NotePlanned> Planned => [.. Answers.SelectMany(answer => answer.Notes)];

    public List<NoteId> Withdrawn => [.. Answers.SelectMany(answer => answer.Withdrawn)];

    public bool Finished => _turns.Finished;

    public AgentCounters Counters => _turns.Count(0, 0, 0);

    /// <summary>When all that it has planned has sounded.</summary>
    public SampleTime SoundsUntil => _state.OwnSound.SoundsUntil;

    /// <summary>Plays on from where it is; the function's time is that of the bench.</summary>
    public TurnTakingBench Play(double seconds, Func<double, Moment> at)
    {
        for (var until = _tick + (long)Math.Round(100 * seconds); _tick < until; _tick++)
        {
            HearFrames(at);
            HearReflex();
            HearNotes();
            _turns.Decide(Now, _draft);
            _state.OwnSound.Advance(Now);
            Answers.Add(_draft.Close(Place(Now), Now));
            _draft = new Draft();
        }

        return this;
    }

    public TurnTakingBench Rest(double seconds) => Play(seconds, _ => Moment.Silence);

    public TurnTakingBench Give(ControlCommand command)
    {
        Tell(new MindInput.Control(new ControlGiven(command, Now)));
        return this;
    }

    public TurnTakingBench End()
    {
        Tell(new MindInput.SoundEnded(new InputEnded(Place(Now))));
        return this;
    }

    /// <summary>A key that comes up now.</summary>
    public TurnTakingBench Key(int key, double heldSeconds)
    {
        Tell(new MindInput.Key(new NoteHeard(
            Now.PlusSeconds(-heldSeconds), SampleCount.FromSeconds(heldSeconds), key, 90)));
        return this;
    }

    /// <summary>A key that goes down now.</summary>
    public KeyPressed Press(int key)
    {
        var pressed = new KeyPressed(Now, key, 90);
        Tell(new MindInput.KeyDown(pressed));
        return pressed;
    }

    /// <summary>The key comes up now.</summary>
    public void Release(KeyPressed pressed) => Tell(new MindInput.Key(new NoteHeard(
        pressed.Onset, SampleCount.FromSeconds(Now.SecondsSince(pressed.Onset)), pressed.Key,
        pressed.Velocity)));

    /// <summary>Learns what became of a note.</summary>
    public void Learn(NotePlanned note, bool sounded)
    {
        // A mind hears only of what was let go: see MindRelay.
        if (!sounded)
        {
            Tell(new MindInput.LetGo(new NoteSounded(note.Id, note.Due, 0, sounded)));
        }
    }

    // The one place that knows how turn-taking is told of something.
    private void Tell(MindInput heard) => _turns.Take(heard, Now, _draft);

    private void HearFrames(Func<double, Moment> at)
    {
        while (Next(at) is { } token && token.End <= Now)
        {
            _coming.Enqueue((token.End.PlusSeconds(TokensLate), token));
            _frame++;
        }

        while (_coming.TryPeek(out var first) && first.At <= Now)
        {
            var token = _coming.Dequeue().Token;
            Tell(new MindInput.Frame(
                new TokenRemembered(token.Place, token, _store.Remember(token))));
        }
    }

    private FrameToken Next(Func<double, Moment> at)
    {
        var segment = new SegmentId(_frame / FrameGrid.FramesPerSegment);
        var frame = (int)(_frame % FrameGrid.FramesPerSegment);
        return Performance.Token(
            segment, frame, at(FrameGrid.FrameCentre(segment.Start, frame).Seconds));
    }

    private void HearReflex()
    {
        if (Reflexes is { } reflexes && _tick > 0)
        {
            var (loudness, onset) = reflexes(Now.Seconds);
            var start = Now.PlusSeconds(-0.01);
            Tell(new MindInput.Reflex(new ReflexHeard(
                Place(start) with { Length = SampleCount.FromSeconds(0.01) }, loudness, onset)));
        }
    }

    // The ear knows of a beginning and of an end 130 ms later.
    private void HearNotes()
    {
        bool Falls(double time) => (long)Math.Round(100 * (time + 0.13)) == _tick;
        var heard = new MusicHeard(Place(Now) with { Length = SampleCount.FromSeconds(0.01) })
        {
            Began = [.. Notes.Where(note => Falls(note.At)).Select(note => new NoteBegan(
                SampleTime.FromSeconds(note.At), note.Key, -20, 1, Now))],
            Ended = [.. Notes.Where(note => Falls(note.At + note.Seconds)).Select(note =>
                new NoteEnded(
                    SampleTime.FromSeconds(note.At), note.Key,
                    SampleTime.FromSeconds(note.At + note.Seconds), Now))],
        };
        if (!heard.IsEmpty)
        {
            Tell(new MindInput.Music(heard));
        }
    }

    private static Place Place(SampleTime time) => new(default, time, default, 0);
}
