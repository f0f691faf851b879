using Antiphon.Capture;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class InputTimelineTests
{
    private const int RateHz = 1_000;
    private const long Frequency = 1_000;
    private readonly InputTimeline _timeline = new(RateHz, Frequency);

    [Fact]
    public void What_comes_whole_keeps_its_numbers()
    {
        for (var block = 0L; block < 100; block++)
        {
            Assert.Equal(block * 10, _timeline.Place(Block(block * 10, 10, 50 + block * 10)));
        }

        Assert.Equal((0, 0, null), (_timeline.Overruns, _timeline.LostFrames, _timeline.LastLoss));
    }

    [Fact]
    public void What_found_no_room_leaves_a_hole_of_its_length()
    {
        _timeline.Place(Block(0, 10, 50));
        Assert.Equal(35, _timeline.Place(Block(35, 10, 90)));
        Assert.Equal((1, 25), (_timeline.Overruns, _timeline.LostFrames));
        Assert.Contains("did not fetch", _timeline.LastLoss, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overflow_of_the_device_leaves_the_hole_that_the_clock_tells()
    {
        _timeline.Place(Block(0, 10, 50));
        _timeline.Place(Block(10, 10, 60));

        // By the clock its last frame is number 97: 67 are missing between 20 and 87.
        Assert.Equal(87, _timeline.Place(Block(20, 10, 137, overflowed: true)));
        Assert.Equal((1, 67), (_timeline.Overruns, _timeline.LostFrames));
        Assert.Equal(97, _timeline.Place(Block(30, 10, 147)));
        Assert.Contains("overflow", _timeline.LastLoss, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overflow_that_lost_nothing_leaves_no_hole()
    {
        _timeline.Place(Block(0, 10, 50));
        Assert.Equal(10, _timeline.Place(Block(10, 10, 55, overflowed: true)));
        Assert.Equal(20, _timeline.Place(Block(20, 10, 70)));
        Assert.Equal(0, _timeline.LostFrames);
    }

    [Fact]
    public void A_new_stream_begins_where_the_clock_is_and_not_before_the_end_of_the_old()
    {
        _timeline.Place(Block(0, 10, 50));
        _timeline.LoseStream();
        Assert.Equal(3_600_000, _timeline.Place(Block(0, 10, 50 + 3_600_000)));
        Assert.Equal(3_600_010, _timeline.Place(Block(10, 10, 60 + 3_600_000)));
        Assert.Equal(0, _timeline.Overruns);
        Assert.Contains("away", _timeline.LastLoss, StringComparison.Ordinal);

        _timeline.LoseStream();
        Assert.Equal(3_600_020, _timeline.Place(Block(0, 10, 55)));
    }

    [Fact]
    public void Pieces_of_a_block_lie_side_by_side()
    {
        _timeline.Place(Block(0, 10, 50));
        var first = new RingPiece(10, 4, 20, 160, Overflowed: true);
        Assert.Equal(110, _timeline.Place(first));
        Assert.Equal(
            114, _timeline.Place(first with { Frame = 14, Frames = 6, Overflowed = false }));
        Assert.Equal(120, _timeline.End);
    }

    [Fact]
    public void A_device_that_loses_and_says_nothing_is_found_out()
    {
        for (var block = 0L; block < 1_000; block++)
        {
            _timeline.Place(Block(block * 10, 10, 50 + block * 10));
        }

        for (var block = 1_000L; block < 1_500; block++)
        {
            _timeline.Place(Block(block * 10, 10, 50 + 400 + block * 10));
        }

        Assert.Equal((1, 400), (_timeline.Overruns, _timeline.LostFrames));
        Assert.Equal(15_400, _timeline.End);
        Assert.Contains("did not say", _timeline.LastLoss, StringComparison.Ordinal);
    }

    private static RingPiece Block(
        long frame, int frames, long timestamp, bool overflowed = false) =>
        new(frame, frames, frame + frames, timestamp, overflowed);
}
