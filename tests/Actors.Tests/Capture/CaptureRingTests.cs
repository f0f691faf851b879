using Antiphon.Capture;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class CaptureRingTests
{
    private const int RingFrames = 64;
    private const int RingBlocks = 8;

    [Fact]
    public void Nothing_in_nothing_out()
    {
        var ring = new CaptureRing(1, 4, 4);
        Assert.Equal(default, ring.Read(new float[4]));
        ring.Write([], 7, overflowed: false);
        Assert.Equal(default, ring.Read(new float[4]));
        Assert.Equal(1, ring.Callbacks);
    }

    [Fact]
    public void A_block_comes_out_in_pieces_that_know_their_block()
    {
        var ring = new CaptureRing(2, 8, 4);
        ring.Write([1, 2, 3, 4, 5, 6], 70, overflowed: true);
        var room = new float[4];

        Assert.Equal(new RingPiece(0, 2, 3, 70, Overflowed: true), ring.Read(room));
        Assert.Equal([1, 2, 3, 4], room);
        var rest = ring.Read(room);
        Assert.Equal(new RingPiece(2, 1, 3, 70, Overflowed: false), rest);
        Assert.True(rest.EndsBlock);
        Assert.Equal([5, 6], room[..2]);
        Assert.Equal(1, ring.Overflows);
    }

    [Fact]
    public void A_block_without_room_is_lost_whole_and_the_next_keeps_its_number()
    {
        var ring = new CaptureRing(1, 4, 4);
        ring.Write([0, 1, 2], 0, overflowed: false);
        ring.Write([3, 4], 1, overflowed: true);
        Assert.Equal(2, ring.FullFrames);
        Assert.Equal(3, ring.Read(new float[9]).Frames);
        ring.Write([5, 6], 2, overflowed: false);

        // What the device said of the block that found no room holds for the one that did.
        Assert.Equal(new RingPiece(5, 2, 7, 2, Overflowed: true), ring.Read(new float[9]));
    }

    /// <summary>Whatever the order of writes and reads, against a plain list.</summary>
    [Fact]
    public void It_is_a_queue_of_blocks_with_a_bound() => Gen.Select(
        Gen.Int[1, 3], Gen.Select(Gen.Int[0, 40], Gen.Bool).List[1, 200]).Sample((channels, work) =>
        {
            var ring = new CaptureRing(channels, RingFrames, RingBlocks);
            var blocks = new Queue<(long First, int Frames)>();
            long brought = 0, lost = 0;
            foreach (var (frames, writes) in work)
            {
                if (writes)
                {
                    ring.Write(Numbers(brought, frames, channels), brought, overflowed: false);
                    var fits = blocks.Sum(block => block.Frames) + frames <= RingFrames
                        && blocks.Count < RingBlocks;
                    lost += fits ? 0 : frames;
                    if (fits && frames > 0)
                    {
                        blocks.Enqueue((brought, frames));
                    }

                    brought += frames;
                }
                else if (blocks.Count > 0)
                {
                    AssertTaken(ring, blocks.Dequeue(), channels);
                }

                Assert.Equal(lost, ring.FullFrames);
            }

            while (blocks.TryDequeue(out var block))
            {
                AssertTaken(ring, block, channels);
            }

            Assert.Equal(0, ring.Read(new float[channels]).Frames);
        });

    [Fact]
    public void Two_threads_lose_nothing_unseen()
    {
        const int Blocks = 20_000;
        var ring = new CaptureRing(1, 256, 32);
        var writer = new Thread(() =>
        {
            for (long frame = 0, n = 0; n < Blocks; n++)
            {
                var frames = 1 + (int)(n * 7 % 61);
                ring.Write(Numbers(frame, frames, 1), frame, overflowed: false);
                frame += frames;
            }
        });
        writer.Start();
        var room = new float[50];
        long next = 0, read = 0;
        for (var alive = true; alive || read > 0;)
        {
            alive = writer.IsAlive;
            var piece = ring.Read(room);
            Assert.True(piece.Frames == 0 || piece.Frame >= next, "frames came back");
            for (var i = 0; i < piece.Frames; i++)
            {
                Assert.Equal(Number(piece.Frame + i), room[i]);
            }

            read = piece.Frames;
            next = piece.Frames > 0 ? piece.End : next;
        }

        var brought = Enumerable.Range(0, Blocks).Sum(n => 1L + n * 7L % 61);
        Assert.InRange(next, 1, brought);
        Assert.Equal(Blocks, ring.Callbacks);
    }

    [Fact]
    public void Neither_side_allocates()
    {
        var ring = new CaptureRing(2, 1_000, 16);
        var (block, room) = (new float[200], new float[64]);
        Assert.Equal(0, Allocation.LeastOf(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                ring.Write(block, i, overflowed: false);
                while (ring.Read(room).Frames > 0)
                {
                }
            }
        }));
    }

    // In pieces of seven frames.
    private static void AssertTaken(CaptureRing ring, (long First, int Frames) block, int channels)
    {
        var room = new float[7 * channels];
        for (var taken = 0; taken < block.Frames;)
        {
            var piece = ring.Read(room);
            Assert.Equal(block.First + taken, piece.Frame);
            Assert.Equal(Math.Min(7, block.Frames - taken), piece.Frames);
            Assert.Equal(
                Numbers(piece.Frame, piece.Frames, channels), room[..(piece.Frames * channels)]);
            taken += piece.Frames;
            Assert.Equal(taken == block.Frames, piece.EndsBlock);
        }
    }

    private static float Number(long frame) => frame % 1_000_003;

    private static float[] Numbers(long first, int frames, int channels) =>
    [
        .. from frame in Enumerable.Range(0, frames)
           from channel in Enumerable.Range(0, channels)
           select Number(first + frame) + channel,
    ];
}
