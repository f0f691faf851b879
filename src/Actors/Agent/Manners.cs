using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// When to play and when not: gives space, answers when the phrase has ended, joins one that does
/// not end, stops when the player plays again, and answers neither silence nor itself.
/// </summary>
internal sealed class Manners(AgentOptions options, SplitMix64 random, Numbering numbering)
{
    private readonly Listening _listening = new(options);
    private readonly OwnNotes _ownNotes = new(options);
    private readonly Bleed _bleed = new(options);
    private readonly OrdinalSet _ownFrames = new();
    private readonly ModeChooser _modes = new(options, random);
    private readonly Composer _composer = new(options, random, numbering);
    private Mode _mode;
    private bool _mayBeStopped;
    private bool _struck;
    private SampleTime? _endsBy;
    private SampleTime _listensSince;
    private long _planned;
    private long _withdrawn;

    /// <summary>The input has ended, and all is played.</summary>
    public bool Finished { get; private set; }

    public AgentCounters Count(int waiting, long late, long refused) => new(
        waiting,
        _ownNotes.Count,
        _ownFrames.Count,
        _listening.FrameCount,
        _composer.TabooCount,
        late,
        refused,
        _planned,
        _withdrawn);

    /// <summary>Takes in something that has become visible.</summary>
    public void Take(object heard, SampleTime tick)
    {
        switch (heard)
        {
            case TokenRemembered remembered:
                Take(remembered);
                break;
            case ReflexHeard reflex:
                _struck |= _bleed.IsStruckByPlayer(reflex, _ownNotes.AttackAt(reflex.Start));
                break;
            case NoteSounded { Sounded: false } lost:
                _ownNotes.Remove(lost.Id);
                break;
            case InputEnded:
                _endsBy = tick.PlusSeconds(options.OutroSeconds);
                break;
        }
    }

    /// <summary>Decides what to do at a tick.</summary>
    public void Decide(SampleTime tick, Draft draft)
    {
        if (_mayBeStopped && (_struck || _listening.PlayedSeconds >= options.InterruptMs / 1000))
        {
            Stop(tick, draft);
        }

        _struck = false;

        if (_listening.HasCall && IsFree(tick))
        {
            if (_listening.PhraseEnded || _endsBy is not null)
            {
                Answer(tick, joins: false, draft);
            }
            else if (_listening.ListenedSeconds(_listensSince) >= options.MaxListenSeconds)
            {
                Answer(tick, joins: true, draft);
            }
        }

        Finished = _endsBy is { } end
            && (tick >= end || (!_listening.HasCall && tick >= _ownNotes.SoundsUntil));
    }

    private bool IsFree(SampleTime tick) =>
        _ownNotes.SoundsUntil <= tick.PlusSeconds(options.EarliestEntranceMs / 1000);

    private void Take(TokenRemembered remembered)
    {
        var token = remembered.Token;
        _ownNotes.DropBefore(token.Start);
        var own = !Listening.Rests(token) && _ownNotes.Owns(token);
        if (own && !token.Warming)
        {
            _ownFrames.Add(token.Ordinal);
        }

        if (remembered.Memory.OldestLive is { } oldest)
        {
            _ownFrames.DropBefore(oldest.Ordinal);
        }

        _listening.Hear(remembered, own);
    }

    private void Stop(SampleTime tick, Draft draft)
    {
        _mayBeStopped = false;
        var notes = _ownNotes.Withdraw(tick);
        if (notes.Count > 0)
        {
            _withdrawn += notes.Count;
            draft.Withdraw(notes);
            draft.Say(_composer.Say(
                tick,
                _mode,
                $"the player plays again; {Explanation.Count(notes.Count, "note")} withdrawn"));
        }
    }

    private void Answer(SampleTime tick, bool joins, Draft draft)
    {
        var call = _listening.Describe();
        _listensSince = tick;
        _mode = _modes.Choose(tick, mustSound: _endsBy is not null);
        if (_mode == Mode.Silence)
        {
            _listening.StartOver();
            var reason = joins ? "the player plays on" : "the phrase ended";
            draft.Say(_composer.Say(tick, _mode, $"{reason}; lets it pass"));
            return;
        }

        var occasion = new Occasion(
            tick, _ownNotes.SoundsUntil, _endsBy, joins, _mode, call, _listening.Memory);
        var reply = _composer.Compose(occasion, _ownFrames);
        _listening.StartOver();
        _mayBeStopped = !joins;
        foreach (var note in reply.Notes)
        {
            _ownNotes.Add(note);
            _planned++;
        }

        _listensSince = SampleTime.Max(tick, _ownNotes.SoundsUntil);
        draft.Add(reply);
    }
}
