using Antiphon.Hpss;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Hpss;

public sealed class MedianFilterTests
{
    [Fact]
    public void Medians_equal_sorting() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 70], Gen.Int[1, 1_000_000]).Sample((half, columns, seed) =>
        {
            var random = new Random(seed);
            var rows = 2 * half + 1;
            var data = new float[rows * columns];
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = random.Next(12);
            }

            var medians = new float[columns];
            MedianFilter.AcrossRows(data, [.. Enumerable.Range(0, rows).Select(row => row * columns)], medians);

            for (var column = 0; column < columns; column++)
            {
                var sorted = Enumerable.Range(0, rows).Select(row => data[row * columns + column]).Order();
                Assert.Equal(sorted.ElementAt(half), medians[column]);
            }
        }, iter: 300);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-4, 3)]
    [InlineData(-5, 3)]
    [InlineData(4, 3)]
    [InlineData(8, 0)]
    [InlineData(13, 2)]
    public void Edges_mirror_half_a_sample_beyond_the_ends(int index, int expected) =>
        Assert.Equal(expected, MedianFilter.Mirror(index, 4));
}
