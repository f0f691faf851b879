using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class MidiAddressTests
{
    [Theory]
    [InlineData("smoke:signals", "not known")]
    [InlineData("reply.mid", "scheme")]
    [InlineData("", "scheme")]
    [InlineData("file:", "names no file")]
    [InlineData("raw:", "names no port")]
    [InlineData("bass@17=jack:Synth", "1 to 16")]
    [InlineData("drums=jack:Synth", "melody, bass and chords")]
    [InlineData("+501ms=jack:Synth", "0 to 500 ms")]
    [InlineData("bass+-1ms=jack:Synth", "0 to 500 ms")]
    [InlineData("+25=jack:Synth", "0 to 500 ms")]
    [InlineData("+ms=jack:Synth", "0 to 500 ms")]
    [InlineData("+25ms=file:reply.mid", "sounds nothing that could be late")]
    [InlineData("=jack:Synth", "melody, bass and chords")]
    public void An_output_that_cannot_be_used_says_why(string address, string why)
    {
        var refused = Assert.Throws<MidiException>(() => MidiRoute.Parse(address));
        Assert.Equal(MidiFault.Address, refused.Fault);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:call.mid")]
    [InlineData("null:")]
    public void A_file_is_no_input(string address) =>
        Assert.Throws<MidiException>(() => MidiAddress.ParseInput(address));

    [Fact]
    public void A_route_has_a_voice_and_a_channel_where_they_are_given()
    {
        var synth = new MidiAddress("jack", "Synth=1: in");
        Assert.Equal(new MidiRoute(synth, null, null), MidiRoute.Parse("JACK:Synth=1: in"));
        Assert.Equal(
            new MidiRoute(synth, Voice.Bass, null), MidiRoute.Parse("bass=jack:Synth=1: in"));
        Assert.Equal(
            new MidiRoute(synth, Voice.Melody, 16), MidiRoute.Parse("Melody@16=jack:Synth=1: in"));
    }

    [Fact]
    public void A_route_says_how_late_its_instrument_sounds()
    {
        var synth = new MidiAddress("jack", "Synth+1ms=x");
        Assert.Equal(
            new MidiRoute(synth, null, null, 12.5), MidiRoute.Parse("+12.5ms=jack:Synth+1ms=x"));
        Assert.Equal(
            new MidiRoute(synth, Voice.Bass, 10, 25),
            MidiRoute.Parse("bass@10+25ms=jack:Synth+1ms=x"));
        Assert.Equal(
            new MidiRoute(synth, Voice.Chords, null, 0),
            MidiRoute.Parse("chords+0ms=jack:Synth+1ms=x"));
    }

    [Fact]
    public void One_port_has_one_latency()
    {
        var refused = Assert.Throws<MidiException>(() => MidiOutputs.OpenAll(
            ["melody+10ms=raw:/nowhere", "bass+20ms=raw:/nowhere"], new MidiOptions(),
            new SampleClock(TimeProvider.System)));
        Assert.Equal(MidiFault.Address, refused.Fault);
        Assert.Contains("+10ms and +20ms", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Synth:in", 1)]
    [InlineData("synth:IN", 1)]
    [InlineData("piano", 0)]
    [InlineData("FLUID 1:0", 3)]
    [InlineData("FLUID 128:0", 3)]
    public void A_port_is_found_by_its_name_or_a_part(string wanted, int place) => Assert.Equal(
        place,
        PortNames.Find(
            "jack:", ["Piano:in", "Synth:in", "Synth:in 2", "FLUID 128:0"], wanted));

    [Fact]
    public void A_part_that_several_have_is_refused_with_their_names()
    {
        var refused = Assert.Throws<MidiException>(
            () => PortNames.Find("jack:synth", ["Synth:a", "Synth:b"], "synth"));
        Assert.Contains("'Synth:a', 'Synth:b'", refused.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<MidiException>(
            () => PortNames.Find("jack:organ", ["Synth:a"], "organ"));
        Assert.Contains("there are 'Synth:a'", missing.Message, StringComparison.Ordinal);
    }
}
