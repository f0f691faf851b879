using Akka.Actor;
using Antiphon.Flow;
using Antiphon.Time;
using Microsoft.Extensions.Logging;

namespace Antiphon.Capture;

/// <summary>
/// Hears: <see cref="ReadInput"/>. Says: <see cref="SegmentCaptured"/>, through the mouth, and
/// <see cref="ReflexHeard"/>, the short way to ear and agent.
/// Bound: one block and one segment; the mouth behind it drops whole oldest segments.
/// On failure: the segment in hand is lost and becomes a gap. The open input and its count of
/// frames survive, and the mouth with what it holds, so the grid of segments goes on.
/// </summary>
public sealed partial class CaptureActor : UntypedActor
{
    private readonly CaptureSource _source;
    private readonly MouthLink _mouth;
    private readonly ReflexLink? _reflexes;
    private readonly InputPump _pump;
    private readonly SampleClock? _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private SegmentAssembler _assembler;
    private readonly float[] _block;

    /// <param name="reflexes">The short way to the agent; null when none listens.</param>
    /// <param name="clock">Told which sample came in when; null in freewheel.</param>
    public CaptureActor(
        CaptureSource source, MouthLink mouth, ReflexLink? reflexes, InputPump pump,
        SampleClock? clock, StageContext context)
    {
        _source = source;
        _mouth = mouth;
        _reflexes = reflexes;
        _pump = pump;
        _clock = clock;
        (_time, _log) = (context.Time, context.Log);
        _block = new float[source.BlockFrames * source.Input.Channels];
        _assembler = AssemblerFrom(source.Input.FramesRead);
    }

    protected override void OnReceive(object message)
    {
        if (message is not ReadInput)
        {
            Unhandled(message);
            return;
        }

        try
        {
            ReadWhatIsWanted();
        }
        catch (AudioInputException e)
        {
            LoseInput(e);
        }

        if (_source.Input.Ended)
        {
            Finish();
        }

        _pump.Done();
        if (_source.Freewheel && _mouth.IsWanting)
        {
            _pump.Pump();
        }
    }

    // In freewheel nobody ticks: the segment that was wanted is still wanted after a restart.
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        _pump.Done();
        _pump.Pump();
    }

    // That an input fails is no fault of this actor: a device is read on, until the mouth gives it
    // up.
    private void LoseInput(AudioInputException why)
    {
        InputFailed(_log, why, _source.Input.Name);
        _mouth.LastLoss = why.Message;
        _assembler = AssemblerFrom(_source.Input.FramesRead);

        // A device may come back; a recording that is damaged stays so.
        if (_source.Input.Live is null)
        {
            _mouth.GiveUp(why, _time.GetTimestamp());
        }
        else
        {
            _mouth.CaptureFailed(why, _time.GetTimestamp());
        }

        if (_mouth.Ended)
        {
            _reflexes?.OfferEnd(_assembler.Remainder(_time.GetTimestamp()));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Input} failed; what it did not bring is a gap")]
    private static partial void InputFailed(ILogger log, Exception cause, string input);

    // Live: all that is at hand. Freewheel: until a segment is full.
    private void ReadWhatIsWanted()
    {
        var offered = 0;
        while (!(_source.Freewheel && offered > 0) && ReadBlock() is > 0 and var frames)
        {
            LeaveOutWhatWasLost(_source.Input.FramesRead - frames);
            _assembler.Push(
                _block.AsSpan(0, frames * _source.Input.Channels),
                _source.Input.Live?.ArrivedTimestamp ?? _time.GetTimestamp());
            offered += OfferSegments();
        }
    }

    private void Finish()
    {
        if (!_mouth.Ended)
        {
            _assembler.Finish(_time.GetTimestamp());
            OfferSegments();
            _reflexes?.OfferEnd(_assembler.Remainder(_time.GetTimestamp()));
            _mouth.OfferEnd(_time.GetTimestamp());
        }
    }

    private int ReadBlock()
    {
        var frames = _mouth.Ended ? 0 : _source.Input.Read(_block);
        if (frames > 0)
        {
            SetClock();
        }

        return frames;
    }

    // A live device tells where its clock stands; a recording is played by the machine's.
    private void SetClock()
    {
        if (_source.Input.Live?.Clock is { } reading)
        {
            _clock?.Follow(reading);
        }
        else if (_clock is { IsAnchored: false })
        {
            var heardSeconds = _source.Input.FramesRead / (double)_source.Input.SampleRateHz;
            _clock.Anchor(SampleTime.FromSeconds(heardSeconds), _time.GetTimestamp());
        }
    }

    // The segment in hand has a hole: it becomes a gap, and hearing begins anew behind it.
    private void LeaveOutWhatWasLost(long firstFrame)
    {
        if (firstFrame != _assembler.InputFrames)
        {
            _mouth.LastLoss = _source.Input.Live?.LastLoss;
            _assembler = AssemblerFrom(firstFrame);
        }
    }

    private SegmentAssembler AssemblerFrom(long firstFrame) => new(
        _source.Input.SampleRateHz,
        _source.Input.Channels,
        _source.LookAheadSamples,
        _source.Options,
        startInputFrame: firstFrame,
        hearsReflexes: _reflexes is not null,
        reflexesKeepSound: _reflexes is { CarriesSound: true });

    private int OfferSegments()
    {
        while (_assembler.TryTakeReflex(out var reflex))
        {
            _reflexes?.Offer(reflex);
        }

        var offered = 0;
        while (_assembler.TryTake(out var segment))
        {
            _mouth.Offer(segment);
            offered++;
        }

        return offered;
    }
}
