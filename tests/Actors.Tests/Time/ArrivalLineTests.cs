using Antiphon.Signal;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Time;

public sealed class ArrivalLineTests
{
    private const int RateHz = 48_000;
    private const int BlockFrames = 480;
    private const long Frequency = 1_000_000_000;

    /// <summary>
    /// Blocks that come up to 8 ms late, and a fifth of all seconds begin with a stall of 80 ms.
    /// </summary>
    [Fact]
    public void The_drift_of_a_card_is_found_through_the_lateness_of_its_blocks() =>
        Gen.Select(Gen.Double[-300, 300], Gen.ULong).Sample(
            (driftPpm, seed) =>
            {
                var line = new ArrivalLine(RateHz, Frequency);
                var card = new Card(driftPpm, seed);
                card.Play(line, seconds: 300);

                Assert.Equal(driftPpm, line.DriftPpm, tolerance: 8);
                var errorMs = (line.TimestampOf(card.Frame) - card.TrueTimestamp) / 1e6;
                Assert.InRange(errorMs, -0.5, 3);
                Assert.Equal(card.Frame, line.FrameAt(line.TimestampOf(card.Frame)));
            },
            iter: 30);

    [Fact]
    public void It_goes_on_at_the_same_drift_where_nothing_comes()
    {
        var line = new ArrivalLine(RateHz, Frequency);
        var card = new Card(120, 1);
        card.Play(line, seconds: 300);
        line.Resume();
        var hourLater = (long)card.TrueTimestamp + 3_600 * Frequency;
        var expected = card.Frame + 3_600 * RateHz * (1 + 120e-6);

        Assert.Equal(expected, line.FrameAt(hourLater), tolerance: RateHz * 0.03);
    }

    [Fact]
    public void Blocks_that_stay_late_are_frames_that_nobody_reported()
    {
        var line = new ArrivalLine(RateHz, Frequency);
        var card = new Card(0, 1);
        Assert.Equal(0, card.Play(line, seconds: 30));
        card.Skip(frames: RateHz / 2);

        Assert.InRange(card.Play(line, seconds: 3), RateHz * 0.49, RateHz * 0.51);
        Assert.InRange(line.DriftPpm, -40, 40);
    }

    [Fact]
    public void A_long_stall_after_which_everything_comes_is_none()
    {
        var line = new ArrivalLine(RateHz, Frequency);
        var card = new Card(0, 1);
        card.Play(line, seconds: 30);

        Assert.Equal(0, card.Stall(line, seconds: 1.5));
        Assert.Equal(0, card.Play(line, seconds: 10));
    }

    [Fact]
    public void A_first_block_that_came_late_is_soon_made_good()
    {
        var line = new ArrivalLine(RateHz, Frequency);
        line.Add(0, Frequency + Frequency / 5);
        var card = new Card(0, 1, start: Frequency);
        card.Play(line, seconds: 5);

        Assert.InRange((line.TimestampOf(card.Frame) - card.TrueTimestamp) / 1e6, -1, 6);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var line = new ArrivalLine(RateHz, Frequency);
        var card = new Card(10, 1);
        Assert.Equal(0, Allocation.LeastOf(() => card.Play(line, seconds: 10)));
    }

    /// <summary>A sound card whose clock drifts, and a machine that comes late to it.</summary>
    private sealed class Card(double driftPpm, ulong seed, long start = 0)
    {
        private readonly SplitMix64 _random = new(seed);
        private long _skipped;

        public long Frame { get; private set; }

        public double TrueTimestamp =>
            start + (Frame + _skipped) / (RateHz * (1 + driftPpm * 1e-6)) * Frequency;

        public void Skip(int frames) => _skipped += frames;

        public long Play(ArrivalLine line, int seconds)
        {
            var missing = 0L;
            for (var block = 0; block < seconds * RateHz / BlockFrames; block++)
            {
                var inSecond = block % (RateHz / BlockFrames);
                var stallMs = block / 100 % 5 == 0 ? Math.Max(0, 80 - 10 * inSecond) : 0;
                Frame += BlockFrames;
                var lateMs = Math.Max(stallMs, 8 * _random.NextDouble());
                missing += line.Add(Frame, (long)(TrueTimestamp + lateMs * 1e6));
            }

            return missing;
        }

        public long Stall(ArrivalLine line, double seconds)
        {
            var (missing, blocks) = (0L, (int)(seconds * RateHz / BlockFrames));
            var end = (long)(TrueTimestamp + seconds * Frequency);
            for (var block = 0; block < blocks; block++)
            {
                Frame += BlockFrames;
                missing += line.Add(Frame, end);
            }

            return missing;
        }
    }
}
