using Antiphon.Hpss;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class MedianFilterTests
{
    [Fact]
    public void Medians_equal_sorting_every_window() =>
        (from columns in Gen.Int[1, 20]
         from rows in Gen.Int[1, 50]
         from half in Gen.Int[0, 20]
         from coarse in Gen.Bool
         from values in Gen.Float[0, 4].Array[MedianFilter.Stride(columns) * rows]
         from first in Gen.Int[0, rows - 1]
         from last in Gen.Int[first, rows - 1]
         select (columns, rows, half, first, last,
             values: coarse ? values.Select(v => MathF.Round(v)).ToArray() : values)).Sample(
            t =>
            {
                var stride = MedianFilter.Stride(t.columns);
                var medians = new float[t.values.Length];
                new MedianFilter(2 * t.half + 1).Filter(
                    t.values, t.rows, stride, t.first, t.last, medians);
                return Enumerable.Range(t.first, t.last - t.first + 1).All(
                    row => Enumerable.Range(0, t.columns).All(
                        column => medians[row * stride + column]
                            == Sorted(t.values, t.rows, stride, row, column, t.half)));
            },
            iter: 300);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-4, 3)]
    [InlineData(-5, 3)]
    [InlineData(4, 3)]
    [InlineData(7, 0)]
    [InlineData(8, 0)]
    public void Mirror_is_half_sample_symmetric_and_goes_on(int row, int mirrored) =>
        Assert.Equal(mirrored, MedianFilter.Mirror(row, 4));

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void Even_kernels_are_refused(int kernel) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianFilter(kernel));

    private static float Sorted(float[] values, int rows, int stride, int row, int column, int half)
    {
        // Walk instead of computing the mirror, so as not to share the code under test.
        var window = new List<float>();
        for (var n = -half; n <= half; n++)
        {
            var (at, step) = (row, Math.Sign(n));
            for (var walked = 0; walked < Math.Abs(n); walked++)
            {
                if (at + step < 0 || at + step >= rows)
                {
                    step = -step;
                }
                else
                {
                    at += step;
                }
            }

            window.Add(values[at * stride + column]);
        }

        window.Sort();
        return window[half];
    }
}
