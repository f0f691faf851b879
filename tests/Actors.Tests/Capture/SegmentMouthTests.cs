using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Capture;

public class SegmentMouthTests
{
    [Fact]
    public void Gives_back_in_order_what_fits()
    {
        var mouth = new SegmentMouth(2);
        Slot[] slots = [Segment(0), Segment(1), End(2)];
        Array.ForEach(slots, mouth.Offer);

        Assert.Equal(2, mouth.Depth);
        Assert.Equal(slots, TakeAll(mouth));
        Assert.Equal(0, mouth.Depth);
        Assert.Equal(0, mouth.DroppedSegments);
    }

    [Fact]
    public void Drops_the_oldest_and_says_so_in_its_place()
    {
        var mouth = new SegmentMouth(2);
        for (var i = 0; i < 5; i++)
        {
            mouth.Offer(Segment(i));
        }

        var taken = TakeAll(mouth);

        var gap = Assert.IsType<Gap>(taken[0]);
        Assert.Equal("the rig is too slow: 3 segments dropped", gap.Reason);
        Assert.Equal(new SegmentId(0), gap.Segment);
        Assert.Equal(SampleTime.Zero, gap.Start);
        Assert.Equal(3 * FrameGrid.SegmentSamples, gap.Length.Samples);
        Assert.Equal(2, gap.Place.CapturedTimestamp);
        Assert.Equal([3L, 4L], taken.Skip(1).Select(x => x.Segment.Value));
        Assert.Equal(3, mouth.DroppedSegments);
        Assert.Equal(5, mouth.Offered);
        Assert.Equal(3, mouth.Taken);
    }

    [Fact]
    public void A_gap_that_was_offered_keeps_its_reason()
    {
        var mouth = new SegmentMouth(1);
        mouth.Offer(Segment(0));
        mouth.Offer(Lost(1, "the device is lost"));
        mouth.Offer(Lost(2, "the device is lost"));
        mouth.Offer(Segment(3));

        var gap = Assert.IsType<Gap>(TakeAll(mouth)[0]);

        Assert.Equal(
            "the rig is too slow: 1 segment dropped; and the device is lost", gap.Reason);
        Assert.Equal(3 * FrameGrid.SegmentSamples, gap.Length.Samples);
    }

    [Fact]
    public void Whatever_happens_order_and_time_are_kept_and_the_mouth_stays_small() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 9].Array[1, 300]).Sample((most, script) =>
        {
            var mouth = new SegmentMouth(most);
            var taken = new List<Slot>();
            var offered = new List<Slot>();
            foreach (var step in script)
            {
                if (step < 4 && mouth.TryTake(out var slot))
                {
                    taken.Add(slot);
                }
                else
                {
                    offered.Add(step == 9 ? Lost(offered.Count, "lost") : Segment(offered.Count));
                    mouth.Offer(offered[^1]);
                }

                Assert.InRange(mouth.Depth, 0, most);
                Assert.InRange(mouth.HeldSlots, 0, 2 * most + 2);
            }

            taken.AddRange(TakeAll(mouth));
            AssertConserved(offered, taken);
            var kept = taken.OfType<SegmentCaptured>().Count();
            Assert.Equal(
                offered.OfType<SegmentCaptured>().Count(), kept + mouth.DroppedSegments);
            Assert.Equal(offered.Count, mouth.Offered);
            Assert.Equal(taken.Count, mouth.Taken);
        }, iter: 300, threads: 1);

    [Fact]
    public void Takes_no_slot_out_of_order_of_another_kind_or_after_the_end()
    {
        var mouth = new SegmentMouth(2);
        mouth.Offer(Segment(4));

        Assert.Throws<ArgumentException>(() => mouth.Offer(Segment(4)));
        Assert.Throws<ArgumentException>(() => mouth.Offer(new Other(Segment(5).Place)));
        mouth.Offer(End(5));
        Assert.Throws<InvalidOperationException>(() => mouth.Offer(Segment(6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentMouth(0));
    }

    /// <summary>What was taken tiles what was offered; segments are the same ones.</summary>
    private static void AssertConserved(List<Slot> offered, List<Slot> taken)
    {
        var next = SampleTime.Zero;
        foreach (var slot in taken)
        {
            Assert.Equal(next, slot.Start);
            Assert.Equal(offered[(int)slot.Segment.Value].Start, slot.Start);
            if (slot is SegmentCaptured)
            {
                Assert.Same(offered[(int)slot.Segment.Value], slot);
            }

            next = slot.End;
        }

        Assert.Equal(offered.Count == 0 ? SampleTime.Zero : offered[^1].End, next);
    }

    private static List<Slot> TakeAll(SegmentMouth mouth)
    {
        var taken = new List<Slot>();
        while (mouth.TryTake(out var slot))
        {
            taken.Add(slot);
        }

        return taken;
    }

    private static Place At(long id) => new(
        new SegmentId(id), new SegmentId(id).Start, FrameGrid.SegmentLength, id);

    private static SegmentCaptured Segment(long id) => new(At(id), new float[1], false);

    private static Gap Lost(long id, string reason) => new(At(id), reason);

    private static InputEnded End(long id) =>
        new(At(id) with { Length = new SampleCount(7) });

    private sealed record Other(Place Place) : Slot(Place);
}
