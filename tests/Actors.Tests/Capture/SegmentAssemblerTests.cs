using Antiphon.Capture;
using Antiphon.Time;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Capture.CaptureTestSound;

namespace Antiphon.Tests.Capture;

public class SegmentAssemblerTests
{
    private const int Segment = FrameGrid.SegmentSamples;
    private static readonly CaptureOptions NoHighPass = new() { OffsetCutoffHz = 0.0 };

    [Theory]
    [InlineData(8_000, 1, 0)]
    [InlineData(24_000, 1, 1_234)]
    [InlineData(44_100, 2, 2_048)]
    [InlineData(44_101, 1, 0)]
    [InlineData(192_000, 3, 12_000)]
    public void Segments_do_not_depend_on_the_blocks(int rateHz, int channels, int lookAhead)
    {
        var options = new CaptureOptions();
        var input = Music(rateHz * 3 / 2, channels);
        input[rateHz] = float.NaN;
        var whole = Run(input.Length);
        Assert.Equal(4, whole.Count);

        Gen.Int[1, rateHz / 4].Array[1, 5].Sample(
            blocks =>
            {
                var cut = Run(blocks);
                Assert.Equal(whole.Count, cut.Count);
                for (var i = 0; i < whole.Count; i++)
                {
                    Assert.Equal(whole[i].Segment, cut[i].Segment);
                    Assert.Equal(whole[i].Repaired, cut[i].Repaired);
                    Assert.True(whole[i].Samples.Span.SequenceEqual(cut[i].Samples.Span));
                }
            }, iter: 8, threads: 1);

        List<SegmentCaptured> Run(params int[] blocks) => Segments(
            new SegmentAssembler(rateHz, channels, lookAhead, options), input, channels, blocks);
    }

    [Fact]
    public void Every_full_segment_comes_out_and_no_other()
    {
        foreach (var (rateHz, frames) in (ReadOnlySpan<(int, int)>)
            [(24_000, 8_399), (24_000, 8_400), (24_000, 25_200), (44_100, 15_434), (44_100, 15_435),
             (48_000, 16_798), (48_000, 16_799), (48_000, 16_800), (8_000, 2_800), (24_000, 1)])
        {
            var assembler = new SegmentAssembler(rateHz, 1, 3_000, new CaptureOptions());

            var segments = Segments(assembler, new float[frames], 1, 1_000);

            var heard = (int)Math.Ceiling(frames * 24_000m / rateHz);
            Assert.Equal(heard / Segment, segments.Count);
            Assert.Equal(heard, assembler.HeardSamples);
            Assert.Equal(segments.Count, assembler.NextSegment.Value);
            Assert.Equal(heard % Segment, assembler.Remainder(0).Length.Samples);
        }
    }

    [Fact]
    public void A_segment_carries_what_was_heard_after_it_and_zeros_after_the_end()
    {
        var input = Music(2 * Segment + 100);

        var segments = Segments(
            new SegmentAssembler(24_000, 1, 500, NoHighPass), input, 1, 333);

        Assert.Equal(2, segments.Count);
        Assert.Equal(input[..(Segment + 500)], segments[0].Samples.ToArray());
        Assert.Equal(input[Segment..], segments[1].Samples.ToArray()[..(Segment + 100)]);
        Assert.All(segments[1].Samples.ToArray()[(Segment + 100)..], x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Places_are_on_the_grid_and_dated_by_the_block_that_completed_them()
    {
        var segments = Segments(
            new SegmentAssembler(24_000, 1, 100, NoHighPass), new float[30_000], 1, 1_000);

        Assert.Equal([0L, 1L, 2L], segments.Select(x => x.Segment.Value));
        Assert.All(segments, x => Assert.Equal(x.Segment.Start, x.Start));
        Assert.All(segments, x => Assert.Equal(Segment, x.Length.Samples));
        // Samples 8,500, 16,900 and 25,300 are the last that these segments wait for.
        Assert.Equal([8L, 16L, 25L], segments.Select(x => x.Place.CapturedTimestamp));
    }

    [Theory]
    [InlineData(Segment - 1, true, false, false)]
    [InlineData(Segment, true, true, false)]
    [InlineData(Segment + 199, true, true, false)]
    [InlineData(Segment + 200, false, true, false)]
    [InlineData(2 * Segment, false, true, true)]
    public void Repair_is_flagged_where_it_is_heard(int at, bool first, bool second, bool third)
    {
        var input = Music(3 * Segment);
        input[at] = float.NaN;
        var assembler = new SegmentAssembler(24_000, 1, 200, NoHighPass);

        var segments = Segments(assembler, input, 1, 777);

        Assert.Equal([first, second, third], segments.Select(x => x.Repaired));
        Assert.Equal(new RepairCounts(1, 0, 0, 0), assembler.Repairs);
    }

    [Fact]
    public void Whatever_comes_in_segments_are_finite_and_within_full_scale() =>
        Gen.Select(Poisoned(20_000), Gen.OneOfConst(8_000, 24_000, 44_100)).Sample(
            (input, rateHz) =>
            {
                var segments = Segments(
                    new SegmentAssembler(rateHz, 1, 100, new CaptureOptions()), input, 1, 999);

                Assert.NotEmpty(segments);
                Assert.All(segments, x => Assert.True(x.Repaired));
                Assert.All(segments, x => Assert.All(
                    x.Samples.ToArray(), y => Assert.True(y is >= -1f and <= 1f)));
            }, iter: 12, threads: 1);

    [Theory]
    [InlineData(24_000)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    public void Hearing_can_begin_again_in_the_middle_on_the_same_grid(int rateHz)
    {
        var input = Music(rateHz * 2);
        var whole = Segments(
            new SegmentAssembler(rateHz, 1, 300, NoHighPass), input, 1, 1_000);

        Gen.Int[0, rateHz].Sample(start =>
        {
            var again = new SegmentAssembler(rateHz, 1, 300, NoHighPass, start);
            var first = (int)again.NextSegment.Value;
            var segments = Segments(again, input.AsSpan(start), 1, 1_000);

            Assert.InRange(first * 0.35 - (double)start / rateHz, 0.0, 0.36);
            Assert.Equal(whole.Count - first, segments.Count);
            for (var i = 0; i < segments.Count; i++)
            {
                Assert.Equal(whole[first + i].Place.Segment, segments[i].Place.Segment);
                Assert.True(
                    whole[first + i].Samples.Span.SequenceEqual(segments[i].Samples.Span));
            }
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void Segments_that_nobody_takes_are_a_callers_bug_and_nothing_is_lost()
    {
        var assembler = new SegmentAssembler(24_000, 1, 0, NoHighPass);
        for (var i = 0; i < SegmentAssembler.ReadyLimit; i++)
        {
            assembler.Push(new float[Segment], i);
        }

        Assert.Throws<InvalidOperationException>(() => assembler.Push(new float[Segment], 99));
        Assert.True(assembler.TryTake(out _));
        assembler.Push(new float[Segment], 100);
        Assert.Equal(SegmentAssembler.ReadyLimit + 1, assembler.NextSegment.Value);
    }

    [Fact]
    public void Nothing_follows_the_end()
    {
        var assembler = new SegmentAssembler(48_000, 2, 0, new CaptureOptions());
        assembler.Finish(1);
        assembler.Finish(2);

        Assert.False(assembler.TryTake(out _));
        Assert.Throws<InvalidOperationException>(() => assembler.Push([0f, 0f], 3));
        Assert.Throws<ArgumentException>(
            () => new SegmentAssembler(48_000, 2, 0, new CaptureOptions()).Push([0f], 0));
    }

    [Fact]
    public void Nothing_is_allocated_but_the_segments()
    {
        var assembler = new SegmentAssembler(44_100, 2, 2_048, new CaptureOptions());
        var block = Music(441, 2);
        Push(1_000);

        var segments = 0;
        var each = Allocation.LeastOf(() => segments = Push(200)) / segments;

        Assert.InRange(each, 1, 4 * (Segment + 2_048) + 256);

        int Push(int blocks)
        {
            var taken = 0;
            for (var i = 0; i < blocks; i++)
            {
                assembler.Push(block, i);
                taken += assembler.TryTake(out _) ? 1 : 0;
            }

            return taken;
        }
    }
}
