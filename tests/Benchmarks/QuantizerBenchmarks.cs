using System.Collections.Immutable;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Time;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>A segment into words at MERT's size, and learning words from 50,000 frames.</summary>
[MemoryDiagnoser]
public class QuantizerBenchmarks
{
    private const int Dimensions = 768;
    private const int TrainingFrames = 50_000;
    private const int TrainingDimensions = 128;

    private FrameQuantizer _quantizer = null!;
    private CentroidTable _centroids = null!;
    private SegmentEncoded _segment = null!;
    private float[] _frames = [];
    private float[] _training = [];
    private float[] _scratch = [];

    [GlobalSetup]
    public void SetUp()
    {
        var options = new VocabularyOptions();
        var random = new SplitMix64(1);
        var axes = new PrincipalAxes(
            new float[Dimensions],
            Noise(random, options.PcaSize * Dimensions),
            Enumerable.Range(1, options.PcaSize).Select(axis => 1f / axis).ToArray(),
            options.Whiten);
        var book = new Codebook(
            new double[Dimensions],
            axes,
            Noise(random, options.TokenCount * options.PcaSize));
        _quantizer = new FrameQuantizer(book, book, options);
        _centroids = new CentroidTable(Noise(random, 64 * Dimensions), 64, Dimensions);
        _scratch = new float[_centroids.ScratchLength];
        _frames = Noise(random, 2 * FrameGrid.FramesPerSegment * Dimensions);
        _training = Noise(random, TrainingFrames * TrainingDimensions);
        var half = _frames.Length / 2;
        var place = new Place(new SegmentId(0), SampleTime.Zero, FrameGrid.SegmentLength, 0);
        _segment = new SegmentEncoded(
            place, _frames.AsMemory(0, half), _frames.AsMemory(half), Dimensions, Open(), false);
    }

    [Benchmark(Description = "52 × 768 frames to the nearest of 64, nothing else")]
    public int Nearest()
    {
        var sum = 0;
        for (var at = 0; at < _frames.Length; at += Dimensions)
        {
            sum += _centroids.Nearest(_frames.AsSpan(at, Dimensions), _scratch, out _);
        }

        return sum;
    }

    [Benchmark(Description = "segment of 52 × 768: normalise, project, words, messages")]
    public SegmentTokenized Quantize() => _quantizer.Quantize(_segment);

    [Benchmark(Description = "k-means of 50,000 × 128, 64 words, one start, 2 threads")]
    public double Learn() => KMeans.Fit(
        _training,
        TrainingDimensions,
        new KMeansOptions { Clusters = 64, Restarts = 1, Threads = 2 }).Inertia;

    [Benchmark(Description = "principal axes of 50,000 × 128, 2 threads")]
    public PrincipalAxes FindAxes()
    {
        var sum = new CovarianceSum(TrainingDimensions, 2);
        for (var at = 0; at < _training.Length; at += TrainingDimensions)
        {
            sum.Add(_training.AsSpan(at, TrainingDimensions));
        }

        return PrincipalAxes.Of(sum.Mean(), sum.Covariance(), 24, whiten: true);
    }

    private static float[] Noise(SplitMix64 random, int count)
    {
        var noise = new float[count];
        for (var i = 0; i < count; i++)
        {
            noise[i] = (float)(random.NextDouble() - 0.5);
        }

        return noise;
    }

    private static ImmutableArray<FrameDescriptors> Open() =>
        [.. Enumerable.Repeat(
            new FrameDescriptors
            {
                LoudnessDb = -20,
                HarmonicLoudnessDb = -20,
                PercussiveLoudnessDb = -20,
                OnsetStrength = 0,
                F0Hz = null,
                Voicing = 0,
                Chroma = default,
                CentroidHz = 0,
                HarmonicOpen = true,
                PercussiveOpen = true,
            },
            FrameGrid.FramesPerSegment)];
}
