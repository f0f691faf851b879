using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Host.Composition;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Tests;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The hours of a room follow the clock on the wall.</summary>
public sealed class VenueClockTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<ControlGiven> _given = [];
    private readonly List<string> _said = [];
    private readonly SampleClock _clock;
    private readonly MidiTransport _transport;
    private readonly ControlDesk _desk;
    private readonly VenueClock _venue;

    public VenueClockTests()
    {
        _clock = new SampleClock(_time);
        _transport = new MidiTransport(
            new NullMidiOutput(), new MidiOptions(), TransportClock.Virtual, _ => { });
        _desk = new ControlDesk(
            new AgentOptions(), _transport, new PresetFolder(""), () => _clock.Now, _given.Add);
        _venue = new VenueClock(_time, _desk, _clock, _said.Add);
        _clock.Anchor(SampleTime.Zero, 0);
        _desk.Follow(new ControlGiven(
            new TellTime(VenueClock.HourNow(_time)), SampleTime.Zero));
    }

    public void Dispose() => _venue.Dispose();

    [Fact]
    public void While_both_clocks_agree_nothing_is_told_not_even_at_midnight()
    {
        Pass(50);
        Assert.Empty(_given);
    }

    [Theory]
    [InlineData(1)] // summer time
    [InlineData(-1)]
    [InlineData(-0.01)] // a clock that was set
    [InlineData(13)]
    public void A_step_of_the_clock_on_the_wall_is_told_once_with_the_hour_that_it_is(double hours)
    {
        Pass(3.5);
        _time.WallClockOffset = TimeSpan.FromHours(hours);
        Pass(0.01);
        var given = Assert.Single(_given);
        var hour = Assert.IsType<TellTime>(given.Command).Hour;
        Assert.Equal((given.At.Seconds / 3600 + hours + 24) % 24, hour, 3);
        Assert.InRange(given.At.Seconds - 3.5 * 3600, 0, 2);
        Pass(30);
        Assert.Single(_given);
        Assert.Equal(Math.Abs(hours) > 1.0 / 60 ? 1 : 0, _said.Count);
    }

    [Fact]
    public void Drift_is_told_whenever_it_has_come_to_so_much_and_nobody_is_bothered()
    {
        for (var hour = 1; hour <= 48; hour++)
        {
            _time.WallClockOffset = TimeSpan.FromSeconds(0.36 * hour); // 100 ppm
            Pass(1);
        }

        Assert.InRange(_given.Count, 6, 9);
        Assert.Empty(_said);
    }

    private void Pass(double hours) => _time.Advance(TimeSpan.FromHours(hours));
}
