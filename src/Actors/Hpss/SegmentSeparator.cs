using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Antiphon.Capture;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>
/// Separates one segment after another, each with the past and the future that the options give it:
/// exactly <see cref="WholeFileHpss"/> over [segment start − context, segment end + look-ahead),
/// of which only what is wanted is computed.
/// </summary>
/// <remarks>
/// The context is a whole number of STFT hops and at most what was heard since the start or a gap,
/// so that every segment meets the frames of the STFT at the same places.
/// Not thread-safe; allocates nothing beyond the message.
/// </remarks>
public sealed class SegmentSeparator
{
    private const int Segment = FrameGrid.SegmentSamples;

    private readonly int _context, _lookAhead, _encoderContext, _stemPast;
    private readonly HpssAnalysis _analysis;
    private readonly DescriptorAnalyser _descriptors;
    private readonly float[] _heard, _harmonic, _percussive;
    private long _heardSamples;
    private SampleTime? _next;

    /// <param name="options">Context and look-ahead.</param>
    /// <param name="gate">When a stem rests.</param>
    /// <param name="encoderContextSamples">Past of the stems that the encoder wants to see.</param>
    /// <exception cref="ArgumentException">More past is wanted than is kept.</exception>
    public SegmentSeparator(HpssOptions options, GateOptions gate, int encoderContextSamples)
    {
        (_context, _lookAhead) = (options.ContextSamples, options.LookAheadSamples);
        if (encoderContextSamples < 0 || encoderContextSamples > _context)
        {
            throw new ArgumentException(
                $"The encoder looks back {encoderContextSamples} samples, but the separator keeps "
                + $"{_context}: raise {nameof(HpssOptions.ContextMs)}.",
                nameof(encoderContextSamples));
        }

        _encoderContext = encoderContextSamples;
        _stemPast = Math.Max(encoderContextSamples, DescriptorAnalyser.PastSamples);
        _analysis = new HpssAnalysis(HpssParameters.Default, _context + Segment + _lookAhead);
        _descriptors = new DescriptorAnalyser(gate);

        _heard = new float[Past + Segment + _lookAhead];
        _harmonic = new float[_stemPast + Segment];
        _percussive = new float[_stemPast + Segment];
    }

    private int Past => Math.Max(_context, DescriptorAnalyser.PastSamples);

    /// <summary>Separates the next segment; empty first if it does not follow the last.</summary>
    /// <param name="captured">A segment with its look-ahead.</param>
    /// <exception cref="ArgumentException">Not segment + look-ahead samples long.</exception>
    public SegmentSeparated Separate(SegmentCaptured captured)
    {
        if (captured.Samples.Length != Segment + _lookAhead)
        {
            throw new ArgumentException(
                $"Needs {Segment} + {_lookAhead} samples, not {captured.Samples.Length}.",
                nameof(captured));
        }

        if (captured.Start != _next)
        {
            Reset();
        }

        captured.Samples.Span.CopyTo(_heard.AsSpan(Past));
        var warming = Split();
        var message = new SegmentSeparated(
            captured.Place, Cut(_harmonic), Cut(_percussive), Describe(), warming);
        _heard.AsSpan(Segment, Past).CopyTo(_heard);
        _heardSamples += Segment;
        _next = captured.End;
        return message;
    }

    /// <summary>Forgets everything, as after a gap or a restart.</summary>
    public void Reset()
    {
        _heard.AsSpan().Clear();
        _heardSamples = 0;
        _next = null;
        _descriptors.Reset();
    }

    /// <summary>Fills the stems; true while the context is not full.</summary>
    private bool Split()
    {
        const int hop = HpssParameters.DefaultHopSamples;
        var context = (int)Math.Min(_context, _heardSamples / hop * hop);
        var past = Math.Min(context, _stemPast);
        var slice = _heard.AsSpan(Past - context, context + Segment + _lookAhead);
        _harmonic.AsSpan(0, _stemPast - past).Clear();
        _percussive.AsSpan(0, _stemPast - past).Clear();
        _analysis.Separate(
            slice, context - past, _harmonic.AsSpan(_stemPast - past),
            _percussive.AsSpan(_stemPast - past));
        return context < _context;
    }

    private float[] Cut(float[] stem) => stem.AsSpan(_stemPast - _encoderContext).ToArray();

    private ImmutableArray<FrameDescriptors> Describe()
    {
        var frames = new FrameDescriptors[FrameGrid.FramesPerSegment];
        var length = DescriptorAnalyser.PastSamples + Segment;
        _descriptors.Describe(
            _heard.AsSpan(Past - DescriptorAnalyser.PastSamples, length),
            _harmonic.AsSpan(_stemPast - DescriptorAnalyser.PastSamples, length),
            _percussive.AsSpan(_stemPast - DescriptorAnalyser.PastSamples, length),
            frames);
        return ImmutableCollectionsMarshal.AsImmutableArray(frames);
    }
}
