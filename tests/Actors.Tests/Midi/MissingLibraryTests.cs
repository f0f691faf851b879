using Antiphon.Midi;
using Antiphon.Native;
using Xunit;

namespace Antiphon.Tests.Midi;

/// <summary>A port whose library is not installed.</summary>
public sealed class MissingLibraryTests
{
    [Fact]
    public void It_is_refused_with_the_package_and_waiting_would_not_help()
    {
        var refused = Assert.Throws<MidiException>(() => MidiException.Require(
            new NativeModule("nothing-utils", "libnothing-antiphon.so.0"), "jack:Synth"));
        Assert.Equal(MidiFault.Lasting, refused.Fault);
        Assert.Equal(
            "jack:Synth cannot be opened: libnothing-antiphon.so.0 is not installed; "
                + "install nothing-utils.",
            refused.Message);
    }

    [Fact]
    public void A_name_that_means_several_ports_is_no_port_to_wait_for()
    {
        var several = Assert.Throws<MidiException>(
            () => PortNames.Find("jack:Synth", ["Synth A", "Synth B"], "Synth"));
        Assert.Equal(MidiFault.Lasting, several.Fault);
        var none = Assert.Throws<MidiException>(() => PortNames.Find("jack:X", ["Synth A"], "X"));
        Assert.Equal(MidiFault.Output, none.Fault);
    }
}
