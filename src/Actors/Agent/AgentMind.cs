using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Decides what to answer, and when, on the sample clock alone: it thinks in ticks of 10 ms up to
/// a watermark, and at each tick knows exactly what had become visible by then.
/// </summary>
/// <remarks>
/// Tokens become visible at their segment's end + <see cref="AgentOptions.DecisionDelayMs"/>. When
/// the last slot of a segment is here, nothing can become visible before the next segment's
/// tokens do, and the watermark moves there. So neither scheduling nor the grouping of slots can
/// change the music; equal options and slots give equal notes. Not thread-safe.
/// </remarks>
public sealed class AgentMind
{
    /// <summary>Half-samples from one decision to the next: 10 ms.</summary>
    private const long TickHalfSamples = SampleTime.HalfSamplesPerSecond / 100;

    private readonly EventLog _log = new();
    private readonly AgentOptions _options;
    private readonly Manners _manners;
    private SampleTime _tick;
    private long _late;
    private long _refused;

    /// <param name="numbering">
    /// Numbers that go on from those of the mind before; null to begin at 0.
    /// </param>
    /// <exception cref="ArgumentException">A voice's lowest key is above its highest.</exception>
    public AgentMind(AgentOptions options, Numbering? numbering = null)
    {
        if (options.Melody.LowestKey > options.Melody.HighestKey
            || options.Bass.LowestKey > options.Bass.HighestKey)
        {
            throw new ArgumentException(
                "A voice's lowest key is above its highest.", nameof(options));
        }

        _options = options;
        _manners = new Manners(
            options, new SplitMix64((ulong)options.Seed), numbering ?? new Numbering());
    }

    /// <summary>The first tick that is not decided yet.</summary>
    public SampleTime Watermark => _tick;

    /// <summary>Ticks that lay before the first thing this mind heard.</summary>
    internal long SkippedTicks { get; private set; }

    public AgentCounters Counters => _manners.Count(_log.Count, _late, _refused);

    /// <summary>Hears a frame.</summary>
    /// <returns>All that was decided up to the new watermark; mostly nothing.</returns>
    public AgentDecided Hear(TokenRemembered remembered)
    {
        Log(remembered, Visible(remembered.Segment.End));
        return Answer(remembered);
    }

    /// <summary>Hears that something was lost: it is neither silence nor playing.</summary>
    public AgentDecided Hear(Gap gap) => Answer(gap);

    /// <summary>
    /// Hears that the input has ended: answers what is unanswered, and lets it ring out.
    /// </summary>
    /// <returns>The last decisions; the watermark then lies behind the last note.</returns>
    public AgentDecided Hear(InputEnded ended)
    {
        var visible = SampleTime.Max(Visible(ended.End), _log.LastVisible);
        Log(ended, SampleTime.Max(visible, _tick));
        var draft = new Draft();
        while (!_manners.Finished)
        {
            Think(draft);
        }

        return draft.Close(ended.Place, _tick);
    }

    /// <summary>Hears what became of a planned note.</summary>
    /// <remarks>
    /// Only a note that was let go changes anything: it cannot come back as an echo.
    /// </remarks>
    public void Hear(NoteSounded sounded)
    {
        if (!sounded.Sounded)
        {
            Log(sounded, _tick);
        }
    }

    private SampleTime Visible(SampleTime heard) =>
        heard.PlusSeconds(_options.DecisionDelayMs / 1000);

    private void Log(object heard, SampleTime visible)
    {
        _late += visible < _tick ? 1 : 0;
        _refused += _log.TryAdd(heard, SampleTime.Max(visible, _tick)) ? 0 : 1;
    }

    private AgentDecided Answer(Slot slot)
    {
        var segments = slot.End.HalfSamples / (2L * FrameGrid.SegmentSamples);
        var watermark = Visible(new SegmentId(segments).End);
        SkipWhatNobodyHeard(slot);
        var draft = new Draft();
        while (_tick < watermark && !_manners.Finished)
        {
            Think(draft);
        }

        return draft.Close(slot.Place, _tick);
    }

    // A mind that takes the place of another begins where it is put: at the tick in which its first
    // segment began, not with the hours before it.
    private void SkipWhatNobodyHeard(Slot slot)
    {
        if (_tick == SampleTime.Zero && slot.Segment.Value > 0)
        {
            var ticks = slot.Segment.Start.HalfSamples / TickHalfSamples;
            _tick = new SampleTime(ticks * TickHalfSamples);
            SkippedTicks = ticks;
        }
    }

    private void Think(Draft draft)
    {
        while (_log.TryTake(_tick, out var heard))
        {
            _manners.Take(heard, _tick);
        }

        _manners.Decide(_tick, draft);
        _tick = new SampleTime(_tick.HalfSamples + TickHalfSamples);
    }
}
