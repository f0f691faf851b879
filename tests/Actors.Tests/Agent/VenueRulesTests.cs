using Antiphon.Agent;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public class VenueRulesTests
{
    [Theory]
    [InlineData(10, 22, 9.9, false)]
    [InlineData(10, 22, 10, true)]
    [InlineData(10, 22, 22, false)]
    [InlineData(20, 2, 23, true)]
    [InlineData(20, 2, 1.5, true)]
    [InlineData(20, 2, 3, false)]
    [InlineData(8, 8, 3, true)]
    public void It_is_open_in_its_hours(double opens, double closes, double hour, bool open)
    {
        var house = At(hour, new() { OpensAtHour = opens, ClosesAtHour = closes });
        Assert.Equal(open, house.IsOpen(SampleTime.Zero));
    }

    [Fact]
    public void The_hour_goes_on_with_the_sample_clock_and_round_the_day()
    {
        var house = At(21, new() { OpensAtHour = 10, ClosesAtHour = 22 });
        Assert.True(house.IsOpen(SampleTime.FromSeconds(3_599)));
        Assert.False(house.IsOpen(SampleTime.FromSeconds(3_601)));
        Assert.True(house.IsOpen(SampleTime.FromSeconds(13.5 * 3_600)));
    }

    [Fact]
    public void Before_the_hour_is_known_it_is_open_and_loud()
    {
        var house = new VenueRules(new LiveOptions(new ControlState(new()
        {
            House = new()
            {
                OpensAtHour = 10,
                ClosesAtHour = 11,
                QuietFromHour = 0,
                QuietUntilHour = 24,
            },
        })));
        Assert.True(house.IsOpen(SampleTime.Zero));
        Assert.False(house.IsQuiet(SampleTime.Zero));
    }

    [Fact]
    public void Its_own_playing_tires_it_and_rest_refreshes_it()
    {
        var house = At(12, new() { FatigueMinutes = 1 });
        house.Tick(SampleTime.FromSeconds(30), plays: true);
        Assert.Equal(0.5, house.Fatigue, 6);
        house.Tick(SampleTime.FromSeconds(300), plays: true);
        Assert.Equal(1, house.Fatigue, 6);
        house.Tick(SampleTime.FromSeconds(360), plays: false);
        Assert.Equal(0.5, house.Fatigue, 6);
    }

    [Fact]
    public void It_attracts_people_when_it_was_alone_and_silent_long_enough()
    {
        var house = At(12, new() { AttractAfterSeconds = 120, AttractEverySeconds = 40 });
        Assert.False(house.Attracts(alone: 119, silent: 119));
        Assert.True(house.Attracts(alone: 120, silent: 40));
        Assert.False(house.Attracts(alone: 200, silent: 39));
        Assert.False(At(12, new()).Attracts(1e6, 1e6));
    }

    private static VenueRules At(double hour, VenueOptions options)
    {
        var state = new ControlState(new() { House = options });
        return new VenueRules(new LiveOptions(
            state.After(new ControlGiven(new TellTime(hour), SampleTime.Zero), out _)));
    }
}
