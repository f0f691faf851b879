using Antiphon.Perception;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class GridOffsetsTests
{
    [Fact]
    public void Four_are_spread_over_the_segment_and_over_the_hop()
    {
        var offsets = GridOffsets.Of(4).Select(offset => offset.Samples).ToList();
        Assert.Equal([0, 2000, 4320, 6320], offsets);
        Assert.Equal([0, 80, 160, 240], offsets.Select(offset => offset % FrameGrid.HopSamples));
    }

    [Fact]
    public void Every_number_of_them_is_even_in_both()
    {
        for (var count = 1; count <= 16; count++)
        {
            var offsets = GridOffsets.Of(count).Select(offset => offset.Samples).ToList();
            Assert.Equal(count, offsets.Distinct().Count());
            Assert.Equal(offsets.Order(), offsets);
            Assert.InRange(offsets[^1], 0, FrameGrid.SegmentSamples - 1);
            AssertEven([.. offsets.Select(offset => offset % FrameGrid.HopSamples)],
                FrameGrid.HopSamples, slack: 1);
            AssertEven(offsets, FrameGrid.SegmentSamples, slack: FrameGrid.HopSamples + 80);
        }
    }

    [Fact]
    public void None_and_more_than_there_are_frames_are_a_callers_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GridOffsets.Of(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridOffsets.Of(27));
    }

    private static void AssertEven(List<long> places, int circle, int slack)
    {
        var sorted = places.Order().ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            var next = i + 1 < sorted.Count ? sorted[i + 1] : sorted[0] + circle;
            Assert.InRange(
                next - sorted[i], circle / places.Count - slack, circle / places.Count + 1 + slack);
        }
    }
}
