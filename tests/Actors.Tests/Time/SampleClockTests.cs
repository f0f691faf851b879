using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Time;

public sealed class SampleClockTests
{
    private static readonly Gen<long> AnyFrequency =
        Gen.OneOfConst(1_000_000_000L, 10_000_000L, 1_000_000L, 3_579_545L);

    [Fact]
    public void Without_an_anchor_there_is_no_time()
    {
        var clock = new SampleClock(new FixedProvider(1_000_000_000));
        Assert.False(clock.IsAnchored);
        Assert.Throws<InvalidOperationException>(() => clock.Now);
        Assert.Throws<InvalidOperationException>(() => clock.TimestampOf(SampleTime.Zero));
    }

    [Fact]
    public void A_sample_time_is_reached_at_its_timestamp_and_not_before() => Gen.Select(
        AnyFrequency, Gen.Long[0, 1L << 55], Gen.Long[0, 1L << 40], Gen.Long[-10_000, 1L << 40])
        .Sample((frequency, timestamp, heard, ahead) =>
        {
            var clock = new SampleClock(new FixedProvider(frequency));
            clock.Anchor(new SampleTime(heard), timestamp);
            var wanted = new SampleTime(heard + ahead);
            var at = clock.TimestampOf(wanted);
            Assert.Equal(wanted, clock.At(at));
            Assert.True(clock.At(at - 1) < wanted);
        });

    [Fact]
    public void A_new_anchor_takes_the_place_of_the_old()
    {
        var clock = new SampleClock(new FixedProvider(1000));
        clock.Anchor(SampleTime.Zero, 5000);
        Assert.Equal(SampleTime.FromSeconds(2), clock.At(7000));
        clock.Anchor(SampleTime.FromSeconds(3), 7000);
        Assert.Equal(SampleTime.FromSeconds(4), clock.At(8000));
        Assert.Equal(SampleTime.FromSeconds(3), clock.Now);
    }

    [Fact]
    public void A_drifting_clock_is_read_exactly_both_ways() => Gen.Select(
        AnyFrequency, Gen.Double[-2_000, 2_000], Gen.Long[0, 1L << 40], Gen.Long[-10_000, 1L << 40])
        .Sample((frequency, driftPpm, heard, ahead) =>
        {
            var clock = new SampleClock(new FixedProvider(frequency));
            clock.Follow(new ClockReading(new SampleTime(heard), 7_000, driftPpm));
            var wanted = new SampleTime(heard + ahead);
            var at = clock.TimestampOf(wanted);
            Assert.True(clock.At(at) >= wanted);
            Assert.True(clock.At(at - 1) < wanted);
        });

    /// <summary>A reader that looks all the time while the clock follows a bad card.</summary>
    [Fact]
    public void Time_never_runs_back_and_comes_to_where_the_card_is() => Gen.Select(
        Gen.Double[-1_000, 1_000], Gen.Double[-0.2, 0.2], Gen.Int[1, 999].List[50, 200])
        .Sample((driftPpm, offSeconds, steps) =>
        {
            var time = new ManualTimeProvider();
            time.Advance(TimeSpan.FromHours(1));
            var (clock, began) = (new SampleClock(time), time.GetTimestamp());
            SampleTime Card() => SampleTime.FromSeconds(
                time.GetElapsedTime(began).TotalSeconds * (1 + driftPpm * 1e-6) + 5);
            clock.Anchor(Card().PlusSeconds(offSeconds), time.GetTimestamp());
            var before = clock.Now;
            foreach (var step in steps.Concat(Enumerable.Repeat(100, 400)))
            {
                time.Advance(TimeSpan.FromMilliseconds(step));
                Assert.True(clock.Now >= before, "time ran back");
                before = clock.Now;
                clock.Follow(new ClockReading(Card(), time.GetTimestamp(), driftPpm));
                Assert.True(clock.Now >= before, "time ran back while it was set");
                Assert.InRange(clock.Now.SecondsSince(before), 0, 1e-4);
            }

            Assert.Equal(0, clock.Now.SecondsSince(Card()), tolerance: 0.001);
        });

    [Fact]
    public void What_lies_far_ahead_is_jumped_to_and_what_lies_behind_is_waited_for()
    {
        var time = new ManualTimeProvider();
        var clock = new SampleClock(time);
        clock.Anchor(SampleTime.Zero, 0);
        time.Advance(TimeSpan.FromSeconds(1));
        clock.Follow(new ClockReading(SampleTime.FromSeconds(9), time.GetTimestamp(), 0));
        Assert.Equal(SampleTime.FromSeconds(9), clock.Now);

        time.Advance(TimeSpan.FromSeconds(1));
        clock.Follow(new ClockReading(SampleTime.FromSeconds(2), time.GetTimestamp(), 0));
        Assert.Equal(SampleTime.FromSeconds(10), clock.Now);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10.9, clock.Now.Seconds, tolerance: 0.001);
    }

    private sealed class FixedProvider(long frequency) : TimeProvider
    {
        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => 7000;
    }
}
