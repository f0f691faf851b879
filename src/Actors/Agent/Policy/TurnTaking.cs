using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Wording;

namespace Antiphon.Agent;

/// <summary>
/// When to play and when not: gives space, answers when the phrase has ended, joins one that does
/// not end, begins when nobody does, stops when the player plays again, and answers neither silence
/// nor itself.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class TurnTaking
{
    private const double LeadAfterSeconds = 2.5;
    private const double AlongAfterSeconds = 2;
    private const double ReturnSeconds = 0.25;

    private readonly SurvivingState _estate;
    private readonly LiveOptions _settings;
    private readonly CallTracker _listening;
    private readonly ModeChooser _modes;
    private readonly VoiceEpisodes _voices;
    private readonly VenueRules _house;
    private readonly NoteBudget _budget;
    private readonly Composer _composer;
    private readonly Intake _intake;
    private readonly PhrasePlayer _phrases;
    private readonly NotesEnd _notesEnd;
    private readonly PhraseLengths _lengths = new();
    private readonly SplitMix64 _random;
    private bool? _composes;
    private Mode _mode;
    private bool _mayBeStopped;
    private SampleTime _listensSince;
    private PlayerPhrase? _lastCall;
    private long _planned;
    private long _withdrawn;

    public TurnTaking(SurvivingState estate, SplitMix64 random)
    {
        (_estate, _random) = (estate, random);
        _settings = estate.Settings;
        _listening = new CallTracker(_settings);
        _modes = new ModeChooser(_settings, random);
        _voices = new VoiceEpisodes(_settings, random);
        _house = new VenueRules(_settings);
        _budget = new NoteBudget(_settings);
        _composer = new Composer(_settings, random, estate);
        _intake = new Intake(estate, _listening, _modes, _composer.Navigator);
        _phrases = new PhrasePlayer(_settings, random, estate, _intake.Music);
        _notesEnd = new NotesEnd(_settings, _intake.Music, _intake.Level);
    }

    /// <summary>The input has ended, and all is played.</summary>
    public bool Finished { get; private set; }

    private AgentOptions Options => _settings.Agent;

    private EchoTracker Own => _estate.OwnSound;

    public AgentCounters Count(int waiting, long late, long refused) => new(
        waiting,
        Own.Count,
        _intake.OwnFrames,
        _listening.FrameCount,
        _composer.Navigator.TabooCount,
        _estate.Keyboard.Count,
        late,
        refused,
        _planned,
        _withdrawn);

    /// <summary>Takes in something that has become visible.</summary>
    public void Take(MindInput heard, SampleTime tick, Draft draft) =>
        _intake.Take(heard, tick, draft);

    /// <summary>Decides what to do at a tick.</summary>
    public void Decide(SampleTime tick, Draft draft)
    {
        _settings.Tick();
        _listening.Tick(tick);
        _intake.Music.Advance(tick);
        draft.Music = _intake.Music.Tracked.Now;
        _phrases.Tick(tick);
        _notesEnd.Tick();
        _listening.Answered.Begin(_intake.Music.LastOnset ?? SampleTime.Zero);
        _voices.Tick(tick);
        _house.Tick(tick, plays: Own.SoundsUntil > tick);
        var interrupted = _intake.Struck || _listening.PlayedSeconds >= Options.InterruptMs / 1000;
        var since = _listensSince.PlusSeconds(_phrases.IsPrepared(tick) ? 0 : ReturnSeconds);
        var returned = !_phrases.IsAlong && _intake.Music.LastOnset > since;
        if (_intake.Yields
            || (_mayBeStopped && (interrupted || returned) && !_settings.Now.Held))
        {
            Stop(tick, draft);
        }

        var clashes = Own.LetGo(key => _intake.Music.Clashes(key, tick), tick);
        TakeBack(clashes, "it clashes with what the player begins", tick, draft);
        _intake.Decided();
        if (_settings.Now.Paused || !_house.IsOpen(tick))
        {
            // What is played meanwhile is not answered later.
            _phrases.Stop();
            _listening.StartOver();
            _listensSince = tick;
        }
        else if (_phrases.IsPlaying && !(_phrases.IsAlong && PhraseEnded(tick)))
        {
            GoOn(tick, draft);
        }
        else if (MayBegin(tick) && Rise(tick) is { } kind)
        {
            Play(tick, kind, draft);
        }

        Finished = _intake.EndsBy is { } end
            && (tick >= end || (!_listening.HasCall && !_phrases.IsPlaying
                && tick >= Own.SoundsUntil));
    }

    private void GoOn(SampleTime tick, Draft draft)
    {
        if (_phrases.IsAlong && IsEnding(tick))
        {
            _phrases.Stop();
        }
        else if (_phrases.Continue(tick) is { } more)
        {
            Give(more, draft);
        }

        _listensSince = _phrases.IsPlaying ? _listensSince : SampleTime.Max(tick, Own.SoundsUntil);
    }

    private void Give(Reply reply, Draft draft)
    {
        foreach (var note in reply.Notes)
        {
            Own.Add(note);
            _budget.Spend(note.Due);
            _planned++;
        }

        draft.Add(reply);
    }

    private bool MayBegin(SampleTime tick) =>
        tick >= _intake.SilentUntil
        && Own.SoundsUntil <= tick.PlusSeconds(Options.EarliestEntranceMs / 1000);

    private bool PhraseEnded(SampleTime tick) =>
        (_listening.PhraseEnded(tick) || NotesEnded(tick))
        && _phrases.IsPause(tick, _listening.LastPlayed);

    // What is recalled as frames needs the tokens of the whole phrase; what is composed, its notes.
    private bool NotesEnded(SampleTime tick) =>
        _listening is { HasCall: true, IsOfKeys: false }
        && Composes && _phrases.CanAnswer && _notesEnd.At(tick, _listening.CallStart);

    // Drawn once for each call.
    private bool Composes => _composes ??= Options.ComposedShare > 0
        && (Options.ComposedShare >= 1 || _random.NextDouble() < Options.ComposedShare);

    /// <summary>What gives rise to playing now; null when nothing does.</summary>
    private CueKind? Rise(SampleTime tick)
    {
        if (_listening.HasCall && (PhraseEnded(tick) || _intake.EndsBy is not null))
        {
            return CueKind.Answers;
        }

        if (_listening.HasCall)
        {
            var patience = ModeTraits.PlaysAlong(_modes.Current) ? AlongAfterSeconds : Patience;
            var waits = !ModeTraits.PlaysAlong(_modes.Current) && _listening.KeysGoOn(tick);
            return _listening.ListenedSeconds(_listensSince) >= patience && !waits
                && MayJoin(tick)
                ? CueKind.Joins
                : null;
        }

        return _intake.EndsBy is null && BeginsByItself(tick) ? CueKind.Leads : null;
    }

    private double Patience => Composes
        ? _lengths.Patience(Options.MaxListenSeconds)
        : Options.MaxListenSeconds;

    private bool MayJoin(SampleTime tick) => !Composes
        || (!IsEnding(tick)
            && (ModeTraits.PlaysAlong(_modes.Current)
                || _phrases.MayJoin(tick, _listening.CallStart)));

    private bool IsEnding(SampleTime tick) => Composes
        && _lengths.IsEnding(tick.SecondsSince(_listening.CallStart));

    private bool BeginsByItself(SampleTime tick)
    {
        if (_intake.Memory.Count == 0)
        {
            return false;
        }

        var alone = tick.SecondsSince(_listening.LastPlayed);
        var silent = tick.SecondsSince(SampleTime.Max(Own.SoundsUntil, _listensSince));
        var both = Math.Min(alone, silent);
        return (Options.AutonomyAfterSeconds > 0 && both >= Options.AutonomyAfterSeconds)
            || (_settings.Now.FixedMode == ModeTraits.ByItself && both >= LeadAfterSeconds)
            || _house.Attracts(alone, silent);
    }

    private void Stop(SampleTime tick, Draft draft)
    {
        _mayBeStopped = false;
        if (_phrases.IsPrepared(tick) && !_intake.Yields)
        {
            _listening.Answered.Resume(_lastCall!.Start);
            _notesEnd.Unlearn();
        }

        _phrases.Stop();
        TakeBack(Own.Withdraw(tick), "the player plays again", tick, draft);
    }

    private void TakeBack(List<Notes.NoteId> notes, string why, SampleTime tick, Draft draft)
    {
        if (notes.Count > 0)
        {
            _withdrawn += notes.Count;
            draft.Withdraw(notes);
            why += $"; {InvariantText.Count(notes.Count, "note")} withdrawn";
            draft.Say(_composer.Say(tick, CueKind.Stops, _mode, why));
        }
    }

    private void Play(SampleTime tick, CueKind kind, Draft draft)
    {
        var call = kind == CueKind.Leads
            ? _lastCall ?? PlayerPhrase.Nothing(tick)
            : _listening.Describe();
        _lastCall = call;
        _listensSince = tick;
        if (kind == CueKind.Answers)
        {
            _lengths.Add(call.Seconds);
            _notesEnd.Learn(tick, call.Start);
        }

        _mode = kind == CueKind.Leads
            ? ModeTraits.ByItself
            : _modes.Choose(
                tick,
                mustSound: _intake.EndsBy is not null,
                playsOn: kind == CueKind.Joins,
                _listening.Gesture.ChangesPerSecond,
                pauses: Composes && _lengths.Usual is not null);
        var ringsOn = kind == CueKind.Answers && _intake.EndsBy is null
            && !_listening.PhraseEnded(tick);
        if (_mode == Mode.Silence)
        {
            _listening.StartOver(ringsOn);
            var reason = kind == CueKind.Joins ? "the player plays on" : "the phrase ended";
            draft.Say(_composer.Say(tick, kind, _mode, $"{reason}; lets it pass"));
            return;
        }

        var cue = new Cue(
            tick, Own.SoundsUntil, _intake.EndsBy, kind, _mode, call,
            kind == CueKind.Leads ? _intake.Memory : _listening.Memory, BearingAt(tick))
        { Music = _intake.Music.Tracked.Now };
        _mayBeStopped = kind != CueKind.Joins;
        var composes = Composes;
        _composes = null;
        if (composes && _phrases.Join(cue) is { } joins)
        {
            draft.Add(joins);
            return;
        }

        // Where nothing was heard as notes, what was remembered as frames is recalled.
        Give((composes ? _phrases.Answer(cue) : null) ?? _composer.Compose(cue), draft);
        _listening.StartOver(ringsOn);
        _listensSince = SampleTime.Max(tick, Own.SoundsUntil);
    }

    private PhraseLimits BearingAt(SampleTime tick)
    {
        var since = tick.SecondsSince(_settings.Now.ArcBegan);
        return PhraseLimits.Of(
            Arc.Intensity(since, Options.ArcSeconds),
            Arc.Fade(since, Options.ArcSeconds, Options.FadeOutSeconds),
            _house.Fatigue,
            _settings.Level,
            _house.IsQuiet(tick) ? Options.House.QuietVelocity : null,
            _budget.Left(tick),
            _voices);
    }
}
