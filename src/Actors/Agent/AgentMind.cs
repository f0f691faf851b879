using System.Collections.Immutable;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// Decides what to answer, and when, on the sample clock alone: it thinks in ticks of 10 ms up to
/// a watermark, and at each tick knows exactly what had become visible by then.
/// </summary>
/// <remarks>
/// Two lines come in. Tokens become visible at their segment's end +
/// <see cref="AgentOptions.DecisionDelayMs"/>; reflexes at the end of their 10 ms + 10 ms. When the
/// last slot of a segment is here, no token can become visible before the next segment's do; when
/// a reflex is here, none before the next one does. The watermark moves to the nearer of the two,
/// so neither scheduling nor the grouping of slots can change the music; equal options and slots
/// give equal notes. Only live, the mind does not wait for tokens that are late: it decides without
/// them, and counts them. Not thread-safe.
/// </remarks>
public sealed class AgentMind
{
    /// <summary>Half-samples from one decision to the next: 10 ms.</summary>
    private const long TickHalfSamples = SampleTime.HalfSamplesPerSecond / 100;

    private const double IdleSeconds = 60;

    private static readonly SampleTime Never = new(long.MaxValue);

    private readonly EventLog _log = new();
    private readonly MindHearing _hearing;
    private readonly SurvivingState _estate;
    private readonly TurnTaking _manners;
    private readonly ImmutableArray<MindEvent>.Builder _heard =
        ImmutableArray.CreateBuilder<MindEvent>();

    private readonly SampleCount _delay;
    private readonly HearingLines _lines;
    private SampleTime _tick;
    private SampleTime _tokensUntil;
    private SampleTime _reflexesUntil;
    private long _late;
    private long _refused;

    /// <param name="estate">What the mind before left, or a new one.</param>
    /// <param name="lines">What it hears by, and which of it it waits for.</param>
    public AgentMind(SurvivingState estate, HearingLines lines = HearingLines.Tokens)
    {
        _hearing = new MindHearing(this);
        _estate = estate;
        _lines = lines;
        _reflexesUntil = lines == HearingLines.Tokens ? Never : SampleTime.Zero;
        _delay = SampleCount.FromSeconds(estate.Settings.Agent.DecisionDelayMs / 1000);
        _tokensUntil = Visible(SegmentAt(SampleTime.Zero).End);
        _manners = new TurnTaking(
            estate, new SplitMix64((ulong)estate.Seed + (ulong)estate.Minds));
        if (estate.Minds++ > 0)
        {
            Note(new MindInput.MindBegan(estate.Minds - 1));
        }
    }

    /// <summary>A mind without a past.</summary>
    /// <exception cref="ArgumentException">A voice's lowest key is above its highest.</exception>
    public AgentMind(AgentOptions options, HearingLines lines = HearingLines.Tokens)
        : this(new SurvivingState(options), lines)
    {
    }

    /// <summary>The first tick that is not decided yet.</summary>
    public SampleTime Watermark => _tick;

    /// <summary>
    /// Ticks not decided: before the first thing this mind heard, or in hours without a sound.
    /// </summary>
    internal long SkippedTicks { get; private set; }

    public AgentCounters Counters => _manners.Count(_log.Count, _late, _refused);

    /// <summary>Hears whatever a mind can hear.</summary>
    /// <returns>What was decided; null where hearing it brings no time on.</returns>
    public AgentDecided? Hear(MindInput input) => input.Accept(_hearing);

    /// <summary>Hears a frame.</summary>
    /// <returns>All that was decided up to the new watermark; mostly nothing.</returns>
    public AgentDecided Hear(TokenRemembered remembered)
    {
        Log(new MindInput.Frame(remembered), Visible(remembered.Segment.End));
        return AnswerToken(remembered);
    }

    /// <summary>Hears 10 ms of sound.</summary>
    public AgentDecided Hear(ReflexHeard reflex)
    {
        SkipWhatNobodyHeard(reflex.Place);
        var visible = reflex.End + reflex.Length;
        Log(new MindInput.Reflex(reflex), visible);
        _reflexesUntil = SampleTime.Max(_reflexesUntil, visible + reflex.Length);
        return Answer(reflex) with { IsReflex = true };
    }

    /// <summary>Hears 10 ms of sound, or their end, and the music that is known by then.</summary>
    public AgentDecided Hear(SoundTranscribed sound)
    {
        Hear(sound.Music);
        return sound.Block switch
        {
            ReflexHeard reflex => Hear(reflex),
            ReflexEnded ended => Hear(ended),
            var other => throw new ArgumentException($"a {other.GetType().Name} is no sound"),
        };
    }

    /// <summary>
    /// Hears what music is known; it is visible with its 10 ms, which must be heard next.
    /// </summary>
    public void Hear(MusicHeard music)
    {
        if (!music.IsEmpty)
        {
            SkipWhatNobodyHeard(music.Place);
            var until = music.Place.Start + music.Place.Length;
            Log(
                new MindInput.Music(music),
                SampleTime.Max(_tick, until + new SampleCount(ReflexDetector.BlockSamples)));
        }
    }

    /// <summary>Hears that no reflex will come any more.</summary>
    public AgentDecided Hear(ReflexEnded ended)
    {
        Note(new MindInput.ReflexesEnded(ended));
        _reflexesUntil = Never;
        return Answer(ended) with { IsReflex = true };
    }

    /// <summary>Hears that something was lost: it is neither silence nor playing.</summary>
    public AgentDecided Hear(Gap gap)
    {
        Note(new MindInput.Lost(gap));
        return AnswerToken(gap);
    }

    /// <summary>
    /// Hears that the input has ended: answers what is unanswered, and lets it ring out.
    /// </summary>
    /// <returns>
    /// The last decisions, if the reflexes have ended too; the watermark then lies behind the last
    /// note.
    /// </returns>
    public AgentDecided Hear(InputEnded ended)
    {
        // No segment was begun that could still become visible: the end is heard when it would.
        Log(new MindInput.SoundEnded(ended), Visible(SegmentAt(ended.End).End));
        _tokensUntil = Never;
        return Answer(ended);
    }

    /// <summary>Hears what became of a planned note.</summary>
    /// <remarks>
    /// Only a note that was let go changes anything: it cannot come back as an echo.
    /// </remarks>
    public void Hear(NoteSounded sounded)
    {
        if (!sounded.Sounded)
        {
            Log(new MindInput.LetGo(sounded), _tick);
        }
    }

    /// <summary>Hears what a performer wants.</summary>
    public void Hear(ControlGiven given) => Log(new MindInput.Control(given), given.At);

    /// <summary>Hears a key of a keyboard go down.</summary>
    public void Hear(KeyPressed pressed) => Log(new MindInput.KeyDown(pressed), pressed.Onset);

    /// <summary>Hears a note of a keyboard, when its key comes up.</summary>
    public void Hear(NoteHeard note) => Log(new MindInput.Key(note), note.Onset + note.Length);

    private SampleTime Visible(SampleTime heard) =>
        heard + _delay;

    // It bears on what is waited for, and on no decision.
    private void Note(MindInput heard) => _heard.Add(new MindEvent(heard, _tick));

    private void Log(MindInput heard, SampleTime visible)
    {
        var known = SampleTime.Max(visible, _tick);
        _late += visible < known ? 1 : 0;
        _refused += _log.TryAdd(heard, known) ? 0 : 1;
        _heard.Add(new MindEvent(heard, known));
    }

    private AgentDecided AnswerToken(Slot slot)
    {
        SkipWhatNobodyHeard(slot.Place);
        _tokensUntil = SampleTime.Max(_tokensUntil, Visible(SegmentAt(slot.End).End));
        return Answer(slot);
    }

    // Live, a late token is not waited for, unless there is nothing else to go by.
    private AgentDecided Answer(Slot slot)
    {
        var watermark = _lines == HearingLines.LateTokensAndReflexes && _reflexesUntil != Never
            ? _reflexesUntil
            : SampleTime.Min(_tokensUntil, _reflexesUntil);
        var (draft, number) = (new Draft(), _estate.NextAnswer());
        var idleFrom = _tick.PlusSeconds(IdleSeconds);
        while (_tick < watermark && !_manners.Finished)
        {
            Think(draft);
            if (_tick > idleFrom && watermark != Never)
            {
                SkipTo(watermark.PlusSeconds(-IdleSeconds));
            }
        }

        _estate.OwnSound.Advance(_tick);
        return draft.Close(slot.Place, _tick) with
        {
            Number = number,
            Heard = _heard.DrainToImmutable(),
            IsLast = watermark == Never,
        };
    }

    // A device that was away for hours leaves hours without a sound. What was begun has ended
    // after a minute, and what comes back is not kept waiting for millions of idle ticks.
    private void SkipTo(SampleTime time)
    {
        var ticks = (time.HalfSamples - _tick.HalfSamples) / TickHalfSamples;
        if (ticks > 0)
        {
            _tick = new SampleTime(_tick.HalfSamples + ticks * TickHalfSamples);
            SkippedTicks += ticks;
        }
    }

    private static SegmentId SegmentAt(SampleTime time) =>
        new(time.HalfSamples / (2L * FrameGrid.SegmentSamples));

    // A mind that takes the place of another begins where it is put: at the tick in which its first
    // segment began, not with the hours before it.
    private void SkipWhatNobodyHeard(Place place)
    {
        if (_tick == SampleTime.Zero && place.Segment.Value > 0)
        {
            var ticks = place.Segment.Start.HalfSamples / TickHalfSamples;
            _tick = new SampleTime(ticks * TickHalfSamples);
            SkippedTicks = ticks;
        }
    }

    private void Think(Draft draft)
    {
        while (_estate.TakeScheduled(_tick) is { } given)
        {
            Hear(given);
        }

        while (_log.TryTake(_tick, out var heard))
        {
            _manners.Take(heard, _tick, draft);
        }

        _manners.Decide(_tick, draft);
        _tick = new SampleTime(_tick.HalfSamples + TickHalfSamples);
    }
}
