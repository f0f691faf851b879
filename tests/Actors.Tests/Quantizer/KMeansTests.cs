using Antiphon.Quantizer;
using Antiphon.Signal;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public class KMeansTests
{
    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var frames = KMeansTests_ScikitLearn.ScaledFeatures();
        var options = new KMeansOptions { Clusters = 64, Restarts = 1, Seed = 7 };
        var one = KMeans.Fit(frames, 64, options with { Threads = 1 });
        var two = KMeans.Fit(frames, 64, options with { Threads = 2 });

        Assert.Equal(one.Centroids.ToArray(), two.Centroids.ToArray());
        Assert.Equal(one.Labels.ToArray(), two.Labels.ToArray());
        Assert.Equal(one.Inertia, two.Inertia);
    }

    [Fact]
    public void Every_label_names_the_nearest_centroid() =>
        Gen.ULong.Sample(
            seed =>
            {
                var frames = Noise(seed, 300, 5);
                var found = KMeans.Fit(
                    frames, 5, new KMeansOptions { Clusters = 9, Restarts = 1, Seed = seed });
                var inertia = 0.0;
                for (var n = 0; n < 300; n++)
                {
                    var distances = Enumerable.Range(0, 9)
                        .Select(k => Distance(frames, n, found.Centroids.Span, k, 5))
                        .ToArray();
                    Assert.True(distances[found.Labels.Span[n]] <= distances.Min() + 1e-5);
                    inertia += distances[found.Labels.Span[n]];
                }

                Assert.Equal(inertia, found.Inertia, 1e-6 * inertia);
            },
            iter: 30);

    [Fact]
    public void Clusters_that_fall_empty_restart()
    {
        // Three tight heaps and more clusters than heaps: every cluster still gets frames.
        var noise = Noise(3, 90, 2);
        var frames = noise.Select((value, i) => value * 0.2f + 4 * (i / 2 % 3)).ToArray();
        var found = KMeans.Fit(frames, 2, new KMeansOptions { Clusters = 30, Seed = 5 });

        Assert.Equal(30, found.Labels.ToArray().Distinct().Count());
    }

    [Fact]
    public void Empty_clusters_are_filled_from_the_farthest_frames()
    {
        var frames = Noise(11, 400, 3);
        // All seeds in one point: without the restart, all clusters but one would stay empty.
        var lloyd = new LloydIterations(frames, 3, new KMeansOptions { Clusters = 8 });
        var found = lloyd.Run(new double[8 * 3], CancellationToken.None);

        Assert.Equal(8, found.Labels.ToArray().Distinct().Count());
    }

    [Fact]
    public void Spherical_centroids_have_unit_length()
    {
        var frames = Noise(2, 500, 6);
        for (var n = 0; n < 500; n++)
        {
            var frame = frames.AsSpan(n * 6, 6);
            var length = MathF.Sqrt(frame.ToArray().Sum(value => value * value));
            for (var d = 0; d < 6; d++)
            {
                frame[d] /= length;
            }
        }

        var found = KMeans.Fit(
            frames, 6, new KMeansOptions { Clusters = 12, Spherical = true });
        for (var k = 0; k < 12; k++)
        {
            var centroid = found.Centroids.Slice(k * 6, 6).ToArray();
            Assert.Equal(1.0, centroid.Sum(value => (double)value * value), 1e-6);
        }
    }

    [Fact]
    public void Equal_frames_do_not_hang_it()
    {
        var found = KMeans.Fit(new float[200], 2, new KMeansOptions { Clusters = 4 });
        Assert.Equal(0, found.Inertia);
    }

    [Fact]
    public void Fewer_frames_than_clusters_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => KMeans.Fit(new float[20], 2, new KMeansOptions { Clusters = 11 }));

    internal static float[] Noise(ulong seed, int rows, int dimensions)
    {
        var random = new SplitMix64(seed);
        var noise = new float[rows * dimensions];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (float)(random.NextDouble() + random.NextDouble() - 1);
        }

        return noise;
    }

    private static double Distance(
        float[] frames, int frame, ReadOnlySpan<float> centroids, int centroid, int dimensions)
    {
        var sum = 0.0;
        for (var d = 0; d < dimensions; d++)
        {
            var way = (double)frames[frame * dimensions + d] - centroids[centroid * dimensions + d];
            sum += way * way;
        }

        return sum;
    }
}
