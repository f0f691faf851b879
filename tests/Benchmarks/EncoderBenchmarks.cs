using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Time;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>One segment through the embedded encoder: both stems, their context included.</summary>
[MemoryDiagnoser]
public class EncoderBenchmarks
{
    private OnnxFrameEncoder _encoder = null!;
    private float[] _stems = [];
    private float[] _features = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "models");
        _encoder = OnnxFrameEncoder.Open(
            ModelManifest.Load(folder).Check(SpectralEncoderModel.Name),
            new EncoderOptions { IntraOpThreads = Threads });
        var samples = _encoder.ContextSamples + FrameGrid.SegmentSamples;
        _stems = [.. Enumerable.Range(0, 2 * samples)
            .Select(i => (float)(0.3 * Math.Sin(0.1 * i) + 0.1 * Math.Sin(0.0123 * i * i)))];
        _features = new float[2 * FrameGrid.FramesPerSegment * _encoder.Dimensions];
    }

    [GlobalCleanup]
    public void Close() => _encoder.Dispose();

    [Benchmark]
    public int Segment() => _encoder.Encode(_stems, 2, _features);
}
