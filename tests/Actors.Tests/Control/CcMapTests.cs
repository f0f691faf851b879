using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Midi;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class CcMapTests
{
    [Fact]
    public void A_pedal_mutes_while_it_is_down()
    {
        var map = Map(("67", "mute"));
        Assert.Equal(
            [null, new Mute(true), null, null, new Mute(false), null],
            new[] { 63, 64, 90, 127, 63, 0 }.Select(value => Move(map, 67, value)));
    }

    [Fact]
    public void A_pedal_panics_once_each_time_it_goes_down()
    {
        var map = Map(("66", "panic"));
        Assert.Equal(
            [new Panic(), null, null, new Panic()],
            new[] { 70, 127, 0, 64 }.Select(value => Move(map, 66, value)));
    }

    [Fact]
    public void The_same_pedal_of_two_channels_is_two_pedals()
    {
        var map = Map(("67", "panic"));
        Assert.Equal(new Panic(), Move(map, 67, 127, channel: 1));
        Assert.Equal(new Panic(), Move(map, 67, 127, channel: 2));
    }

    [Fact]
    public void A_fader_moves_over_the_range_of_its_parameter()
    {
        var map = Map(("20", "agent.modes.contrast.weight"));
        Assert.Equal(new SetParameter("agent.modes.contrast.weight", 0), Move(map, 20, 0));
        Assert.Equal(new SetParameter("agent.modes.contrast.weight", 1), Move(map, 20, 127));
    }

    [Fact]
    public void A_range_of_its_own_may_run_backwards()
    {
        var map = Map(("20", "agent.modes.contrast.weight 0.8 to 0.2"));
        Assert.Equal(
            0.8, Assert.IsType<SetParameter>(Move(map, 20, 0)).Value, 12);
        Assert.Equal(
            0.2, Assert.IsType<SetParameter>(Move(map, 20, 127)).Value, 12);
    }

    [Fact]
    public void A_fader_on_whole_numbers_gives_whole_numbers()
    {
        var map = Map(("20", "agent.bass.lowestKey 30 to 40"));
        Assert.Equal(new SetParameter("agent.bass.lowestKey", 35), Move(map, 20, 64));
    }

    [Fact]
    public void A_fader_on_names_steps_through_them()
    {
        var map = Map(("20", "mode"));
        Assert.Equal(new FixMode((Mode)0), Move(map, 20, 0));
        Assert.Equal(new FixMode(Mode.Lead), Move(map, 20, 127));
    }

    [Fact]
    public void A_channel_of_its_own_goes_first_and_reaches_no_other()
    {
        var map = Map(("20", "approve"), ("2/20", "change"), ("3/21", "back"));
        Assert.Equal(new Approve(), Move(map, 20, 127, channel: 1));
        Assert.Equal(new Change(), Move(map, 20, 127, channel: 2));
        Assert.Null(Move(map, 21, 127, channel: 1));
    }

    [Fact]
    public void What_is_no_controller_and_what_is_not_mapped_asks_for_nothing()
    {
        var map = Map(("67", "mute"));
        Assert.Null(map.Hear(MidiEvent.NoteOn(1, 67, 100)));
        Assert.Null(Move(map, 68, 127));
    }

    [Theory]
    [InlineData("128", "mute", "controllers 0 to 119")]
    [InlineData("120", "mute", "controllers 0 to 119")]
    [InlineData("17/20", "mute", "channels 1 to 16")]
    [InlineData("0/20", "mute", "channels 1 to 16")]
    [InlineData("pedal", "mute", "'pedal' is no controller")]
    [InlineData("20", "mut", "did you mean 'mute'")]
    [InlineData("20", "agent.modes.contrast.wieght", "did you mean 'agent.modes.contrast.weight'")]
    [InlineData("20", "preset", "no 'preset'")]
    [InlineData("20", "agent.modes.contrast.weight 0 to 2", "0 to 1")]
    [InlineData("20", "agent.modes.contrast.weight 1", "no 'agent.modes.contrast.weight 1'")]
    [InlineData("20", "mute 0 to 1", "on or off")]
    public void A_map_that_cannot_be_is_refused(string controller, string what, string why)
    {
        var options = new ControlOptions { Cc = new() { [controller] = what } };
        var fault = Assert.Single(options.Validate(new(options)));
        Assert.Contains(why, fault.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assignment_can_be_taken_away() => Assert.Null(Move(Map(("67", "")), 67, 127));

    private static CcMap Map(params (string Controller, string What)[] assignments)
    {
        var all = new CcAssignments();
        foreach (var (controller, what) in assignments)
        {
            all[controller] = what;
        }

        return new CcMap(CcBinding.Read(all));
    }

    private static ControlCommand? Move(CcMap map, int controller, int value, int channel = 1) =>
        map.Hear(MidiEvent.ControlChange(channel, controller, value));
}
