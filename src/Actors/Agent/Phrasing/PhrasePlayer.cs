using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Plays what is composed of the notes that were heard: an answer, a beat at a time, or along with
/// a player who plays on.
/// </summary>
/// <remarks>Not thread-safe. Bounded: one phrase.</remarks>
internal sealed class PhrasePlayer(
    LiveOptions settings, SplitMix64 random, SurvivingState estate, HeardMusic music)
{
    private const double LongPauseSeconds = 1.5;
    private const double SparseSeconds = 24;
    private const double ShortestNoteSeconds = 0.03;

    private readonly PhraseListener _listener = new(settings, music, estate.Figures);
    private readonly PhraseComposer _composer = new();
    private readonly AlongComposer _along = new(random);
    private PhraseInHand? _hand;
    private PhraseOrder? _order;
    private Cue? _cue;
    private SampleTime _next;
    private SampleTime? _first;
    private SampleTime _alongUntil;
    private int _notesLeft;
    private int? _lastKey;

    /// <summary>More of what was begun is to come.</summary>
    public bool IsPlaying => _cue is not null;

    /// <summary>An answer is prepared of which nothing has sounded.</summary>
    public bool IsPrepared(SampleTime tick) => _hand is not null && !(_first <= tick);

    /// <summary>Enough is known of the music to compose an answer.</summary>
    public bool CanAnswer => music.Tracked.Now.Key is not null;

    /// <summary>It plays along.</summary>
    public bool IsAlong => IsPlaying && _hand is null;

    /// <summary>It is a tick later.</summary>
    public void Tick(SampleTime tick) => _listener.Tick(tick);

    /// <summary>
    /// Begins an answer; null where it cannot be composed of notes.
    /// </summary>
    public Reply? Answer(Cue cue)
    {
        Stop();
        if (cue.Kind == CueKind.Joins
            || _listener.Answer(cue, _lastKey) is not { } order
            || _composer.Compose(order, estate.Figures, random) is not { } plan)
        {
            return null;
        }

        estate.Figures.Keep(plan);
        (_cue, _order, _hand) = (cue, order, new PhraseInHand(plan, random));
        _first = null;
        _notesLeft = cue.Bearing.MostNotes;
        return Commit(
            cue.Tick, cue.Kind, words => Explanation.Composed(cue, words));
    }

    /// <summary>Whether a phrase's end is a pause: a player who only breathes goes on.</summary>
    /// <param name="lastPlayed">When the player last sounded.</param>
    public bool IsPause(SampleTime tick, SampleTime lastPlayed) =>
        !_listener.Breathes || tick.SecondsSince(lastPlayed) >= LongPauseSeconds;

    /// <summary>
    /// Whether a player who began at a time may be joined now: where the beat is known, as four
    /// bars are over, for a phrase may end there.
    /// </summary>
    public bool MayJoin(SampleTime tick, SampleTime began) => _listener.IsSectionOver(tick, began);

    /// <summary>Begins to play along; null where there is no beat or no chord.</summary>
    public Reply? Join(Cue cue)
    {
        Stop();
        var way = WayOf(cue.Mode);
        if (cue.Kind != CueKind.Joins || _listener.Along(cue, way, cue.Tick) is null)
        {
            return null;
        }

        _cue = cue;
        _next = cue.Tick;
        _notesLeft = cue.Bearing.MostNotes;
        _alongUntil = way == AlongWay.Sparse
            ? cue.Tick.PlusSeconds(SparseSeconds)
            : new SampleTime(long.MaxValue);
        return new Reply(
            [],
            [
                new Decision(
                    estate.NextDecision(), cue.Tick, Voice.Melody, cue.Kind, cue.Mode,
                    Explanation.Along(cue, music.Tracked.Now)),
            ]);
    }

    /// <summary>What is to be planned at a tick of what was begun; null when nothing is.</summary>
    public Reply? Continue(SampleTime tick)
    {
        if (_cue is not { } cue || tick < _next)
        {
            return null;
        }

        if (_hand is not null)
        {
            return Commit(tick, CueKind.GoesOn, words => $"goes on: {words}");
        }

        if (tick >= _alongUntil || _listener.Along(cue, WayOf(cue.Mode), tick) is not { } order)
        {
            Stop();
            return null;
        }

        _next = tick.PlusSeconds(0.05);
        return Made(
            _along.Next(order), tick, CueKind.GoesOn,
            $"goes on: {Explanation.Along(cue, music.Tracked.Now)}");
    }

    /// <summary>Plans no more of what was begun.</summary>
    public void Stop() => (_hand, _order, _cue) = (null, null, null);

    private static AlongWay WayOf(Mode mode) => mode switch
    {
        Mode.Couple => AlongWay.Couple,
        Mode.Shadow => AlongWay.Shadow,
        _ => AlongWay.Sparse,
    };

    // A beat is given away at a time; the next is asked for in time to keep its least notice.
    private Reply Commit(SampleTime tick, CueKind kind, Func<string, string> why)
    {
        var (hand, order) = (_hand!, _order! with { Now = tick });
        var notes = hand.Commit(order);
        var reply = Made(notes, tick, kind, why(hand.Plan.Reason.Words));
        _next = tick.PlusSeconds(
            Math.Max(0.01, order.Line.Seconds - PhraseInHand.LeastSeconds));
        if (hand.IsOver)
        {
            Stop();
        }

        return reply;
    }

    private Reply Made(
        IReadOnlyList<TimedNote> notes, SampleTime tick, CueKind kind, string why)
    {
        var (reply, cue) = (new Reply([], []), _cue!);
        foreach (var same in notes.GroupBy(note => VoiceOf(note.Voice)).OrderBy(one => one.Key))
        {
            var id = estate.NextDecision();
            List<NotePlanned> planned = [];
            foreach (var note in same)
            {
                if (Planned(note, same.Key, tick, id) is { } one && _notesLeft > 0)
                {
                    planned.Add(one);
                    _first ??= one.Due;
                    _notesLeft--;
                    _lastKey = same.Key == Voice.Melody ? one.Key : _lastKey;
                }
            }

            if (planned.Count > 0 || kind != CueKind.GoesOn)
            {
                reply.Notes.AddRange(planned);
                reply.Decisions.Add(new Decision(id, tick, same.Key, kind, cue.Mode, why)
                {
                    NoteCount = planned.Count,
                });
            }
        }

        if (reply.Decisions.Count == 0 && kind == CueKind.Answers)
        {
            // Its first note lies more than a beat ahead.
            reply.Decisions.Add(new Decision(
                estate.NextDecision(), tick, Voice.Melody, kind, cue.Mode, why));
        }

        return reply with { Notes = estate.Named(reply.Notes) };
    }

    private NotePlanned? Planned(TimedNote note, Voice voice, SampleTime tick, long decision)
    {
        var (bearing, agent) = (_cue!.Bearing, settings.Agent);
        var options = voice == Voice.Bass ? agent.Bass : agent.Melody;
        var takesPart = voice == Voice.Bass ? bearing.Bass : bearing.Melody || !bearing.Bass;
        var end = SampleTime.Min(
            note.Onset.PlusSeconds(Math.Min(note.Seconds, agent.LongestNoteSeconds)),
            _cue.Deadline ?? new SampleTime(long.MaxValue));
        var seconds = end.SecondsSince(note.Onset);
        if (!takesPart || seconds < ShortestNoteSeconds || note.Onset < tick)
        {
            return null;
        }

        var velocity = (int)Math.Round(note.Velocity * bearing.Loudness);
        return velocity < 1 ? null : new NotePlanned(
            default,
            voice,
            voice == Voice.Bass ? options.Fold(note.Key) : note.Key,
            Math.Min(Math.Clamp(velocity, options.SoftestVelocity, options.LoudestVelocity),
                bearing.LoudestVelocity),
            note.Onset,
            SampleCount.FromSeconds(seconds),
            decision);
    }

    private static Voice VoiceOf(PhraseVoice voice) => voice switch
    {
        PhraseVoice.Bass => Voice.Bass,
        PhraseVoice.Chords => Voice.Chords,
        _ => Voice.Melody,
    };
}
