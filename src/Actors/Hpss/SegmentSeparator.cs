using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Antiphon.Capture;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>
/// Streaming separation: each segment is cut out of the separation of the slice
/// [past context, segment, look-ahead], whose STFT frames are counted from the segment's own
/// start. So every segment is treated alike, wherever it lies, and equals librosa's result on that
/// slice.
/// </summary>
/// <remarks>
/// Segments are given in order; where one is missing it starts empty. Allocates nothing but its
/// answers. Not thread-safe.
/// </remarks>
public sealed class SegmentSeparator
{
    private readonly HpssOptions _options;
    private readonly int _encoderContext;
    private readonly int _stemPast;
    private readonly SliceSeparator _separator = new(HpssParameters.Default);
    private readonly DescriptorAnalyser _descriptors;
    private readonly StemGate _harmonicGate;
    private readonly StemGate _percussiveGate;
    private readonly float[] _slice;
    private readonly float[] _past;
    private readonly float[] _harmonic;
    private readonly float[] _percussive;
    private SegmentId? _expected;
    private int _heard;

    /// <param name="options">Context and look-ahead.</param>
    /// <param name="gate">When a stem is at rest.</param>
    /// <param name="encoderContextSamples">Past of both stems that the encoder looks back at.</param>
    public SegmentSeparator(HpssOptions options, GateOptions gate, int encoderContextSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(encoderContextSamples);
        _options = options;
        _encoderContext = encoderContextSamples;
        _stemPast = Math.Max(encoderContextSamples, DescriptorAnalyser.PastSamples);
        _descriptors = new DescriptorAnalyser(_stemPast);
        _harmonicGate = new StemGate(gate);
        _percussiveGate = new StemGate(gate);
        _past = new float[options.ContextSamples];
        _slice = new float[options.ContextSamples + FrameGrid.SegmentSamples + options.LookAheadSamples];
        var stem = _stemPast + FrameGrid.SegmentSamples + options.LookAheadSamples;
        _harmonic = new float[stem];
        _percussive = new float[stem];
    }

    /// <summary>Splits a segment.</summary>
    /// <param name="captured">The segment and its look-ahead.</param>
    /// <returns>Both stems with the encoder's past, and the descriptors of every frame.</returns>
    /// <exception cref="ArgumentException">The segment has another length.</exception>
    public SegmentSeparated Separate(SegmentCaptured captured)
    {
        var samples = captured.Samples.Span;
        if (samples.Length != FrameGrid.SegmentSamples + _options.LookAheadSamples)
        {
            throw new ArgumentException(
                $"a segment of {samples.Length} samples is not one of "
                + $"{FrameGrid.SegmentSamples} + {_options.LookAheadSamples}", nameof(captured));
        }

        if (_expected != captured.Segment)
        {
            Reset();
        }

        var context = Math.Min(_heard, _options.ContextSamples) / Hop * Hop;
        SeparateSlice(samples, context);
        var frames = Describe(samples, context);
        var warming = context < _options.ContextSamples;
        Remember(samples[..FrameGrid.SegmentSamples]);
        _expected = captured.Segment.Next;
        return new SegmentSeparated(
            captured.Place, ForEncoder(_harmonic), ForEncoder(_percussive), frames, warming);
    }

    /// <summary>Forgets the past: after a gap, and before another recording.</summary>
    public void Reset()
    {
        _heard = 0;
        _expected = null;
        _harmonicGate.Reset();
        _percussiveGate.Reset();
    }

    private static int Hop => HpssParameters.Default.HopSamples;

    private void SeparateSlice(ReadOnlySpan<float> samples, int context)
    {
        var slice = _slice.AsSpan(0, context + samples.Length);
        _past.AsSpan(_past.Length - context).CopyTo(slice);
        samples.CopyTo(slice[context..]);

        // Where nothing was heard yet, a stem is silent.
        var known = Math.Min(_stemPast, context);
        var unknown = _stemPast - known;
        _harmonic.AsSpan(0, unknown).Clear();
        _percussive.AsSpan(0, unknown).Clear();
        _separator.Separate(
            slice, context - known, _harmonic.AsSpan(unknown), _percussive.AsSpan(unknown));
    }

    private ImmutableArray<FrameDescriptors> Describe(ReadOnlySpan<float> samples, int context)
    {
        var frames = new FrameDescriptors[FrameGrid.FramesPerSegment];
        _descriptors.Begin(_slice.AsSpan(0, context + samples.Length), context, _harmonic);
        for (var frame = 0; frame < frames.Length; frame++)
        {
            var start = FrameGrid.HopSamples * frame;
            var mixDb = Level(samples, start);
            var harmonicDb = Level(_harmonic, _stemPast + start);
            var percussiveDb = Level(_percussive, _stemPast + start);
            var pitch = _descriptors.PitchOf(frame);
            frames[frame] = new FrameDescriptors
            {
                LoudnessDb = mixDb,
                HarmonicLoudnessDb = harmonicDb,
                PercussiveLoudnessDb = percussiveDb,
                OnsetStrength = _descriptors.OnsetOf(frame, out var centroidHz),
                F0Hz = pitch.F0Hz,
                Voicing = pitch.Voicing,
                Chroma = _descriptors.ChromaOf(frame),
                CentroidHz = centroidHz,
                HarmonicOpen = _harmonicGate.Hear(harmonicDb, mixDb),
                PercussiveOpen = _percussiveGate.Hear(percussiveDb, mixDb),
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(frames);
    }

    private void Remember(ReadOnlySpan<float> segment)
    {
        _heard = Math.Min(_past.Length, _heard + segment.Length);
        var kept = Math.Max(0, _past.Length - segment.Length);
        _past.AsSpan(_past.Length - kept).CopyTo(_past);
        segment[Math.Max(0, segment.Length - _past.Length)..].CopyTo(_past.AsSpan(kept));
    }

    private ReadOnlyMemory<float> ForEncoder(float[] stem) =>
        stem.AsSpan(_stemPast - _encoderContext, _encoderContext + FrameGrid.SegmentSamples).ToArray();

    private static float Level(ReadOnlySpan<float> samples, int start) => Decibels.OfPower(
        Decibels.MeanSquare(samples.Slice(start, FrameGrid.ReceptiveFieldSamples)));
}
