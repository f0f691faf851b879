using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public class StemFeaturesTests
{
    private const int Dimensions = 11;
    private const int Axes = 3;
    private const double Hop = 320.0 / 24000;

    private static readonly VocabularyOptions Options =
        new() { RunningHalfLifeSeconds = 1, PcaSize = Axes };

    [Fact]
    public void Without_axes_a_frame_is_centred_by_the_running_mean()
    {
        var frames = KMeansTests.Noise(8, 100, Dimensions);
        var mean = Enumerable.Range(0, Dimensions).Select(d => 0.1 * d).ToArray();
        var features = new StemFeatures(mean, Options);
        var result = new float[features.ResultLength];
        var gain = 1 - Math.Pow(2, -Hop);
        for (var at = 0; at < frames.Length; at += Dimensions)
        {
            features.Follow(frames.AsSpan(at, Dimensions), Hop, result);
            for (var d = 0; d < Dimensions; d++)
            {
                mean[d] += gain * (frames[at + d] - mean[d]);
                Assert.Equal(frames[at + d] - mean[d], result[d], 1e-6);
            }
        }
    }

    [Fact]
    public void The_future_does_not_change_the_past() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 60]).Sample(
            (seed, cut) =>
            {
                var frames = KMeansTests.Noise(seed, 60, Dimensions);
                var other = (float[])frames.Clone();
                for (var i = cut * Dimensions; i < other.Length; i++)
                {
                    other[i] += 100;
                }

                var (here, there) = (Run(Fresh(), frames), Run(Fresh(), other));
                Assert.Equal(here[..cut].SelectMany(v => v), there[..cut].SelectMany(v => v));
            },
            iter: 50);

    [Fact]
    public void Reset_starts_again_exactly()
    {
        var frames = KMeansTests.Noise(5, 100, Dimensions);
        var features = Fresh();
        var first = Run(features, frames);
        features.Reset();
        Assert.Equal(first.SelectMany(v => v), Run(features, frames).SelectMany(v => v));
    }

    [Fact]
    public void Vectors_have_unit_length() =>
        Assert.All(
            Run(Fresh(), KMeansTests.Noise(6, 100, Dimensions)),
            vector => Assert.Equal(1, vector.Sum(value => (double)value * value), 1e-5));

    [Fact]
    public void Music_that_moves_along_one_axis_still_spreads_over_all()
    {
        // One feature moves thirty times as far as in the corpus.
        var frames = KMeansTests.Noise(7, 1000, Dimensions);
        for (var at = 0; at < frames.Length; at += Dimensions)
        {
            frames[at] *= 30;
        }

        Assert.InRange(LargestShare(Options, frames), 1.0 / Axes, 0.5);
        Assert.InRange(LargestShare(Options with { RunningHalfLifeSeconds = 0 }, frames), 0.8, 1);
    }

    /// <summary>The largest axis's share of the later vectors' power.</summary>
    private static double LargestShare(VocabularyOptions options, float[] frames)
    {
        var vectors = Run(Fresh(options), frames)[300..];
        return Enumerable.Range(0, Axes)
            .Max(axis => vectors.Average(v => (double)v[axis] * v[axis]));
    }

    private static StemFeatures Fresh(VocabularyOptions? options = null)
    {
        var axes = new float[Axes * Dimensions];
        for (var axis = 0; axis < Axes; axis++)
        {
            axes[axis * (Dimensions + 1)] = 1;
        }

        var variances = Enumerable.Repeat(1f, Axes).ToArray();
        return new StemFeatures(
            new double[Dimensions],
            options ?? Options,
            new PrincipalAxes(new float[Dimensions], axes, variances, whiten: true));
    }

    private static float[][] Run(StemFeatures features, float[] frames)
    {
        var result = new float[features.ResultLength];
        var vectors = new List<float[]>();
        for (var at = 0; at < frames.Length; at += Dimensions)
        {
            features.Follow(frames.AsSpan(at, Dimensions), Hop, result);
            vectors.Add(result[..Axes]);
        }

        return [.. vectors];
    }
}
