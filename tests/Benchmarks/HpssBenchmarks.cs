using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Time;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>What separating and describing one 350 ms segment costs, on one thread.</summary>
[MemoryDiagnoser]
public class HpssBenchmarks
{
    private readonly HpssOptions _options = new();
    private readonly FrameDescriptors[] _frames = new FrameDescriptors[FrameGrid.FramesPerSegment];
    private readonly DescriptorAnalyser _descriptors = new(new GateOptions());
    private readonly RealFft _fft = new(2048);
    private readonly RealFft<double> _exactFft = new(2048);
    private readonly float[] _re = new float[1025], _im = new float[1025];
    private readonly double[] _exactRe = new double[1025], _exactIm = new double[1025];
    private float[] _sound = [];
    private double[] _exactSound = [];
    private SegmentSeparator _separator = null!;
    private SegmentSeparator _withEncoderContext = null!;
    private long _segment, _segmentWithContext;

    [GlobalSetup]
    public void Setup()
    {
        var random = new SplitMix64(1);
        _sound = new float[FrameGrid.SegmentSamples + _options.LookAheadSamples + 4096];
        for (var n = 0; n < _sound.Length; n++)
        {
            var seconds = (double)n / SampleRate.Hz;
            var noise = (random.NextDouble() - 0.5) * Math.Exp(-n % 4000 / 300.0);
            _sound[n] = (float)(0.3 * Math.Sin(2 * Math.PI * 220 * seconds) + noise);
        }

        _exactSound = Array.ConvertAll(_sound[..2048], sample => (double)sample);
        _separator = new SegmentSeparator(_options, new GateOptions(), 0);
        _withEncoderContext = new SegmentSeparator(_options, new GateOptions(), 8000);
    }

    [Benchmark(Description = "HPSS and descriptors of a segment")]
    public SegmentSeparated Separate() => _separator.Separate(Captured(_segment++));

    [Benchmark(Description = "the same with 8000 samples of encoder context")]
    public SegmentSeparated SeparateWithEncoderContext() =>
        _withEncoderContext.Separate(Captured(_segmentWithContext++));

    [Benchmark(Description = "descriptors of a segment")]
    public FrameDescriptors Describe()
    {
        var sound = _sound.AsSpan(0, DescriptorAnalyser.PastSamples + FrameGrid.SegmentSamples);
        _descriptors.Describe(sound, sound, sound, _frames);
        return _frames[0];
    }

    [Benchmark(Description = "real FFT, 2048, single")]
    public float Fft()
    {
        _fft.Forward(_sound.AsSpan(0, 2048), _re, _im);
        return _re[0];
    }

    [Benchmark(Description = "real FFT, 2048, double")]
    public double ExactFft()
    {
        _exactFft.Forward(_exactSound, _exactRe, _exactIm);
        return _exactRe[0];
    }

    private SegmentCaptured Captured(long segment)
    {
        var id = new SegmentId(segment);
        return new SegmentCaptured(
            new Place(id, id.Start, FrameGrid.SegmentLength, 0),
            _sound.AsMemory(0, FrameGrid.SegmentSamples + _options.LookAheadSamples),
            false);
    }
}
