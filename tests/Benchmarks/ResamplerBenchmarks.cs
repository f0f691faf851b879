using Antiphon.Signal;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>One second of sound through the resampler, in blocks of 10 ms.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmarks
{
    private PolyphaseResampler _resampler = new(44_100);
    private float[] _block = [];
    private float[] _output = [];

    [Params(44_100, 44_101, 48_000)]
    public int RateHz { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _resampler = new PolyphaseResampler(RateHz);
        var random = new SplitMix64(1);
        _block = [.. Enumerable.Range(0, RateHz / 100).Select(_ => (float)random.NextDouble())];
        _output = new float[_resampler.MaxOutput(_block.Length)];
    }

    [Benchmark]
    public int OneSecond()
    {
        var written = 0;
        for (var block = 0; block < 100; block++)
        {
            written += _resampler.Process(_block, _output);
        }

        return written;
    }
}
