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

    private sealed class FixedProvider(long frequency) : TimeProvider
    {
        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => 7000;
    }
}
