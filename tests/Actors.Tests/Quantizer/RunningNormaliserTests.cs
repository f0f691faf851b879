using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public class RunningNormaliserTests
{
    private const double Hop = 320.0 / 24000;

    [Fact]
    public void The_future_does_not_change_the_past() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 30], Gen.Int[1, 60]).Sample(
            (seed, dimensions, cut) =>
            {
                var frames = KMeansTests.Noise(seed, 60, dimensions);
                var other = (float[])frames.Clone();
                for (var i = cut * dimensions; i < other.Length; i++)
                {
                    other[i] += 100;
                }

                var here = Run(Fresh(dimensions), frames, dimensions);
                var there = Run(Fresh(dimensions), other, dimensions);
                Assert.Equal(here[..(cut * dimensions)], there[..(cut * dimensions)]);
            },
            iter: 50);

    [Fact]
    public void Reset_starts_again_exactly()
    {
        var frames = KMeansTests.Noise(5, 100, 11);
        var normaliser = Fresh(11);
        var first = Run(normaliser, frames, 11);
        normaliser.Reset();
        Assert.Equal(first, Run(normaliser, frames, 11));
    }

    [Fact]
    public void It_follows_the_recursion_of_its_rule()
    {
        var frames = KMeansTests.Noise(8, 200, 1);
        var actual = Run(new RunningNormaliser([0.3], [2.0], 1.5), frames, 1);
        double mean = 0.3, variance = 2, gain = 1 - Math.Pow(2, -Hop / 1.5);
        for (var n = 0; n < frames.Length; n++)
        {
            var delta = frames[n] - mean;
            mean += gain * delta;
            variance = (1 - gain) * (variance + gain * delta * delta);
            Assert.Equal((frames[n] - mean) / Math.Sqrt(variance), actual[n], 1e-6);
        }
    }

    [Fact]
    public void After_one_half_life_half_of_a_step_is_forgotten()
    {
        var normaliser = new RunningNormaliser([0.0], [1e6], 2);
        var result = new float[1];
        for (var heard = 0.0; heard < 2 - Hop / 2; heard += Hop)
        {
            normaliser.Normalise([1000f], Hop, result);
        }

        // The mean has gone half the way of 1000: (1000 − 500) / √v, v between 0.5 and 1 of 1e6.
        Assert.InRange(result[0], 0.5f, 0.71f);
    }

    [Fact]
    public void Without_a_half_life_the_corpus_stays()
    {
        var normaliser = new RunningNormaliser([1.0, 2.0], [4.0, 9.0], 0);
        var result = new float[2];
        normaliser.Normalise([100f, 100f], Hop, result);
        normaliser.Normalise([3f, 5f], Hop, result);
        Assert.Equal([1f, 1f], result);
    }

    [Fact]
    public void What_never_moved_in_the_corpus_does_not_shout()
    {
        var normaliser = new RunningNormaliser([0.0, 0.0], [0.0, 1.0], 20);
        var result = new float[2];
        normaliser.Normalise([1f, 1f], Hop, result);
        Assert.InRange(result[0], 0f, 100f);
    }

    private static RunningNormaliser Fresh(int dimensions) =>
        new(new double[dimensions], Enumerable.Repeat(1.0, dimensions).ToArray(), 3);

    private static float[] Run(RunningNormaliser normaliser, float[] frames, int dimensions)
    {
        var results = new float[frames.Length];
        for (var at = 0; at < frames.Length; at += dimensions)
        {
            normaliser.Normalise(
                frames.AsSpan(at, dimensions), Hop, results.AsSpan(at, dimensions));
        }

        return results;
    }
}
