using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public class PrincipalAxesTests
{
    [Fact]
    public void Covariance_equals_the_naive_one() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 40], Gen.Int[2, 700]).Sample(
            (seed, dimensions, rows) =>
            {
                var frames = Correlated(seed, rows, dimensions, offset: 50);
                var sum = Sum(frames, dimensions, 1);
                var mean = sum.Mean();
                var covariance = sum.Covariance();
                var centred = Enumerable.Range(0, dimensions)
                    .Select(d => Column(frames, dimensions, d))
                    .Select(Centred)
                    .ToArray();
                for (var i = 0; i < dimensions; i++)
                {
                    Assert.Equal(Column(frames, dimensions, i).Average(), mean[i], 1e-9);
                    for (var j = 0; j < dimensions; j++)
                    {
                        var naive = centred[i].Zip(centred[j], (x, y) => x * y).Average();
                        Assert.Equal(naive, covariance[i, j], 1e-9);
                    }
                }
            },
            iter: 8);

    [Fact]
    public void Threads_do_not_change_the_covariance()
    {
        var frames = Correlated(4, 1000, 37, offset: 3);
        Assert.Equal(Sum(frames, 37, 1).Covariance(), Sum(frames, 37, 2).Covariance());
    }

    [Fact]
    public void Axes_are_orthonormal_upright_and_fall_in_variance()
    {
        var axes = Fit(Correlated(9, 2000, 20, offset: 1), 20, 7, whiten: false);
        for (var a = 0; a < 7; a++)
        {
            var row = axes.Axes.Slice(a * 20, 20).ToArray();
            Assert.True(row.MaxBy(Math.Abs) > 0);
            Assert.True(a == 0 || axes.Variances.Span[a] <= axes.Variances.Span[a - 1]);
            for (var b = 0; b <= a; b++)
            {
                var other = axes.Axes.Slice(b * 20, 20).ToArray();
                var product = row.Zip(other, (x, y) => (double)x * y).Sum();
                Assert.Equal(a == b ? 1 : 0, product, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Projected_frames_have_the_promised_variance(bool whiten)
    {
        var frames = Correlated(5, 3000, 16, offset: 2);
        var axes = Fit(frames, 16, 5, whiten);
        var projected = new float[axes.PaddedSize];
        var sums = new double[5];
        for (var n = 0; n < 3000; n++)
        {
            axes.Project(frames.AsSpan(n * 16, 16), projected);
            for (var a = 0; a < 5; a++)
            {
                sums[a] += (double)projected[a] * projected[a];
            }
        }

        for (var a = 0; a < 5; a++)
        {
            var expected = whiten ? 1 : axes.Variances.Span[a];
            Assert.Equal(expected, sums[a] / 3000, 1e-3 * expected);
        }
    }

    [Fact]
    public void A_dead_axis_is_not_blown_up()
    {
        var frames = KMeansTests.Noise(1, 400, 3);
        for (var n = 0; n < 400; n++)
        {
            frames[3 * n + 2] = 0.5f;
        }

        var axes = Fit(frames, 3, 3, whiten: true);
        var projected = new float[axes.PaddedSize];
        axes.Project([0.1f, 0.2f, 0.500001f], projected);
        Assert.Equal(0, projected[2]);
    }

    private static PrincipalAxes Fit(float[] frames, int dimensions, int size, bool whiten)
    {
        var sum = Sum(frames, dimensions, 1);
        return PrincipalAxes.Of(sum.Mean(), sum.Covariance(), size, whiten);
    }

    private static CovarianceSum Sum(float[] frames, int dimensions, int threads)
    {
        var sum = new CovarianceSum(dimensions, threads);
        for (var at = 0; at < frames.Length; at += dimensions)
        {
            sum.Add(frames.AsSpan(at, dimensions));
        }

        return sum;
    }

    private static float[] Correlated(ulong seed, int rows, int dimensions, float offset)
    {
        var frames = KMeansTests.Noise(seed, rows, dimensions);
        for (var i = 1; i < frames.Length; i++)
        {
            frames[i] += i % dimensions == 0 ? 0 : 0.7f * frames[i - 1];
        }

        return Array.ConvertAll(frames, value => value + offset);
    }

    private static double[] Centred(double[] column)
    {
        var mean = column.Average();
        return Array.ConvertAll(column, x => x - mean);
    }

    private static double[] Column(float[] frames, int dimensions, int column) =>
        frames.Where((_, i) => i % dimensions == column).Select(value => (double)value).ToArray();
}
