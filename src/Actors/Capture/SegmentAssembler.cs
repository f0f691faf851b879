using System.Diagnostics.CodeAnalysis;
using Antiphon.Flow;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>
/// Cuts the frames of an input into segments of the rig: repaired, mono, at 24 kHz, on the grid
/// of <see cref="SegmentId"/>, each with the look-ahead that was heard after it.
/// </summary>
/// <remarks>
/// The segments depend on the input alone, never on the blocks it came in. Bounded: at most
/// <see cref="ReadyLimit"/> finished segments wait to be taken; pushing past that is a caller's
/// bug and throws, having taken nothing. Not thread-safe; allocates only the segments it gives.
/// </remarks>
public sealed class SegmentAssembler
{
    /// <summary>Finished segments that may wait to be taken (5.6 s).</summary>
    public const int ReadyLimit = 16;

    /// <summary>The longest look-ahead taken, in samples (10 s).</summary>
    public const int MaxLookAheadSamples = 10 * SampleRate.Hz;

    private const int BlockFrames = 1024;

    private readonly int _rateHz;
    private readonly int _channels;
    private readonly int _spanSamples;
    private readonly InputRepair _repair;
    private readonly PolyphaseResampler _resampler;
    private readonly ReflexDetector? _reflexes;
    private readonly Queue<SegmentCaptured> _ready = new(ReadyLimit);
    private readonly float[] _mono = new float[BlockFrames];
    private readonly InputFaults[] _faults = new InputFaults[BlockFrames];
    private readonly float[] _heard;
    private readonly bool[] _mended;
    private int _heardCount;
    private bool _finished;

    /// <param name="inputRateHz">Rate of the input, 4,000…768,000 Hz.</param>
    /// <param name="channels">Channels of the input, at least 1.</param>
    /// <param name="lookAheadSamples">Samples at 24 kHz after each segment, 0…240,000.</param>
    /// <param name="options">Channel and repair.</param>
    /// <param name="startInputFrame">
    /// Number of the first frame that will be pushed, when hearing begins again in the middle of
    /// an input: the first segment is then the first on the grid that needs no earlier frame.
    /// </param>
    /// <param name="hearsReflexes">
    /// True when somebody takes <see cref="TryTakeReflex"/>: the short way to the agent.
    /// </param>
    /// <param name="reflexesKeepSound">True when an ear hears by the short way.</param>
    public SegmentAssembler(
        int inputRateHz, int channels, int lookAheadSamples, CaptureOptions options,
        long startInputFrame = 0, bool hearsReflexes = false, bool reflexesKeepSound = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lookAheadSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lookAheadSamples, MaxLookAheadSamples);
        ArgumentOutOfRangeException.ThrowIfNegative(startInputFrame);
        _rateHz = inputRateHz;
        _channels = channels;
        _repair = new InputRepair(inputRateHz, channels, options);
        NextSegment = FirstSegment(inputRateHz, startInputFrame);
        _resampler = new PolyphaseResampler(
            inputRateHz, startInputFrame, NextSegment.Value * FrameGrid.SegmentSamples);
        _reflexes = hearsReflexes
            ? new ReflexDetector(NextSegment.Start.HalfSamples / 2, reflexesKeepSound)
            : null;
        _spanSamples = FrameGrid.SegmentSamples + lookAheadSamples;
        var ahead = _resampler.MaxOutput(BlockFrames) + _resampler.MaxFlush;
        _heard = new float[_spanSamples + ahead];
        _mended = new bool[_spanSamples + 2 * ahead];
    }

    /// <summary>The segment that will be given next, of those not yet complete.</summary>
    public SegmentId NextSegment { get; private set; }

    /// <summary>Frames of the input heard, counted from its beginning.</summary>
    public long InputFrames => _resampler.InputPosition;

    /// <summary>Samples at 24 kHz that those frames stand for, from the beginning.</summary>
    public long HeardSamples => PolyphaseResampler.OutputLength(InputFrames, _rateHz);

    /// <summary>What has been mended so far.</summary>
    public RepairCounts Repairs { get; private set; }

    /// <summary>Takes a block of the input.</summary>
    /// <param name="interleaved">[frames × channels] samples, a whole number of frames.</param>
    /// <param name="timestamp">Monotonic time at which the block was at hand.</param>
    /// <exception cref="InvalidOperationException">
    /// The input was finished; or finished segments were not taken, or the block alone (5 s)
    /// would make too many of them.
    /// </exception>
    public void Push(ReadOnlySpan<float> interleaved, long timestamp)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException("Not a whole number of frames.", nameof(interleaved));
        }

        EnsureRoomFor(interleaved.Length / _channels);
        while (interleaved.Length > 0)
        {
            var frames = Math.Min(BlockFrames, interleaved.Length / _channels);
            Hear(interleaved[..(frames * _channels)], frames, timestamp);
            interleaved = interleaved[(frames * _channels)..];
        }
    }

    /// <summary>Ends the input: every whole segment of it comes out, zeros as look-ahead.</summary>
    /// <param name="timestamp">Monotonic time at which the end was known.</param>
    public void Finish(long timestamp)
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        Append(_resampler.Flush(_heard.AsSpan(_heardCount)), timestamp);
        GiveWhile(_spanSamples, timestamp);
        GiveWhile(FrameGrid.SegmentSamples, timestamp);
    }

    /// <summary>The stretch that was heard and is no whole segment: where the input ends.</summary>
    /// <param name="timestamp">Monotonic time at which the end was known.</param>
    public Place Remainder(long timestamp)
    {
        var start = NextSegment.Value * FrameGrid.SegmentSamples;
        var length = Math.Max(0, HeardSamples - start);
        return new Place(NextSegment, NextSegment.Start, new SampleCount(length), timestamp);
    }

    /// <summary>The oldest finished segment, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out SegmentCaptured? segment) =>
        _ready.TryDequeue(out segment);

    /// <summary>The oldest 10 ms block not yet taken, if there is one.</summary>
    public bool TryTakeReflex([NotNullWhen(true)] out ReflexHeard? reflex)
    {
        reflex = null;
        return _reflexes?.TryTake(out reflex) ?? false;
    }

    private static SegmentId FirstSegment(int rateHz, long startInputFrame)
    {
        if (startInputFrame == 0)
        {
            return default;
        }

        var reach = Math.Max(0, PolyphaseResampler.LookAheadFor(rateHz) - 1);
        var sample = PolyphaseResampler.OutputLength(startInputFrame + reach, rateHz);
        return new SegmentId((sample + FrameGrid.SegmentSamples - 1) / FrameGrid.SegmentSamples);
    }

    private void EnsureRoomFor(int frames)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The input was finished; nothing can follow.");
        }

        var heard = (long)_heardCount + _resampler.MaxOutput(frames);
        var finished = Math.Max(0, (heard - _spanSamples) / FrameGrid.SegmentSamples + 1);
        if (_ready.Count + finished > ReadyLimit)
        {
            throw new InvalidOperationException(
                $"Over {ReadyLimit} segments would wait: take them, or push shorter blocks.");
        }
    }

    private void Hear(ReadOnlySpan<float> interleaved, int frames, long timestamp)
    {
        var mono = _mono.AsSpan(0, frames);
        var faults = _faults.AsSpan(0, frames);
        _repair.Process(interleaved, mono, faults);
        for (var frame = 0; frame < frames; frame++)
        {
            if (faults[frame] != InputFaults.None)
            {
                Mark(_resampler.InputPosition + frame, faults[frame]);
            }
        }

        Append(_resampler.Process(mono, _heard.AsSpan(_heardCount)), timestamp);
        GiveWhile(_spanSamples, timestamp);
    }

    private void Mark(long inputFrame, InputFaults faults)
    {
        Repairs = Repairs.Plus(faults);
        var place = _resampler.OutputAt(inputFrame) - NextSegment.Start.HalfSamples / 2;
        if (place >= 0 && faults != InputFaults.Denormal)
        {
            _mended[place] = true;
        }
    }

    /// <summary>Keeps new samples inside −1…1, which filters overshoot at a clipped edge.</summary>
    private void Append(int samples, long timestamp)
    {
        var heard = _heard.AsSpan(_heardCount, samples);
        foreach (ref var sample in heard)
        {
            sample = Math.Clamp(sample, -1f, 1f);
        }

        _reflexes?.Hear(heard, timestamp);

        _heardCount += samples;
    }

    private void GiveWhile(int neededSamples, long timestamp)
    {
        while (_heardCount >= neededSamples)
        {
            var samples = new float[_spanSamples];
            _heard.AsSpan(0, Math.Min(_heardCount, _spanSamples)).CopyTo(samples);
            var place = new Place(
                NextSegment, NextSegment.Start, FrameGrid.SegmentLength, timestamp);
            var mended = _mended.AsSpan(0, _spanSamples).Contains(true);
            _ready.Enqueue(new SegmentCaptured(place, samples, mended));
            NextSegment = NextSegment.Next;
            ForgetSegment();
        }
    }

    private void ForgetSegment()
    {
        _heardCount -= FrameGrid.SegmentSamples;
        _heard.AsSpan(FrameGrid.SegmentSamples, _heardCount).CopyTo(_heard);
        _mended.AsSpan(FrameGrid.SegmentSamples).CopyTo(_mended);
        _mended.AsSpan(_mended.Length - FrameGrid.SegmentSamples).Clear();
    }
}
