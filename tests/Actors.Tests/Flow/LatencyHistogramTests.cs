using Antiphon.Flow;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Flow;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Empty_is_all_zero() =>
        Assert.Equal(default, new LatencyHistogram().Summary());

    [Fact]
    public void Quantiles_are_those_of_the_sorted_values_within_a_bucket() =>
        Gen.Double[0.001, 100_000].Array[1, 300].Sample(values =>
        {
            var histogram = new LatencyHistogram();
            Array.ForEach(values, histogram.Add);
            var sorted = values.Order().ToArray();
            foreach (var share in new[] { 0.5, 0.95, 0.99 })
            {
                var exact = sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
                Assert.InRange(histogram.Quantile(share) / exact, 0.975, 1.025);
            }

            Assert.Equal(sorted[^1], histogram.Max);
            Assert.Equal(values.Length, histogram.Count);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(0.0004)]
    public void What_is_below_a_microsecond_counts_as_nothing(double ms)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(ms);
        Assert.Equal(0, histogram.P99);
        Assert.Equal(1, histogram.Count);
    }

    [Fact]
    public void Extremes_are_held_and_nonsense_is_not_counted()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(double.NaN);
        Assert.Equal(0, histogram.Count);
        histogram.Add(double.PositiveInfinity);
        histogram.Add(1e12);
        Assert.Equal(2, histogram.Count);
        Assert.True(double.IsFinite(histogram.P50));
    }

    [Fact]
    public void Adding_from_many_threads_loses_nothing()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 10_000, i => histogram.Add(i));
        Assert.Equal(10_000, histogram.Count);
        Assert.Equal(9_999, histogram.Max);
    }

    [Fact]
    public void What_came_after_a_copy_is_told_by_itself()
    {
        var all = new LatencyHistogram();
        all.Add(1_000);
        var start = all.Copy();
        all.Add(10);
        all.Add(20);

        Assert.Equal(1_000, start.Summary().P50Ms, 25.0);
        Assert.Equal(1, start.Count);
        var since = all.Since(start).Summary();
        Assert.Equal(2, since.Count);
        Assert.Equal(10, since.P50Ms, 0.3);
        Assert.Equal(20, since.MaxMs, 0.9);
        Assert.Equal(3, all.Count);
    }
}
