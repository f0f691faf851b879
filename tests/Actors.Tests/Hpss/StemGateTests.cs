using Antiphon.Hpss;
using Xunit;

namespace Antiphon.Tests.Hpss;

public sealed class StemGateTests
{
    private static readonly GateOptions Options =
        new() { AbsoluteDb = -60, RelativeDb = -30, HysteresisDb = 6 };

    [Fact]
    public void A_stem_opens_above_the_hysteresis_and_closes_below_the_gate()
    {
        var gate = new StemGate(Options);
        float[] levels = [-70, -57, -53, -57, -59, -61, -57];
        Assert.Equal(
            [false, false, true, true, true, false, false],
            levels.Select(level => gate.Hear(level, mixDb: level)));
    }

    [Fact]
    public void The_residue_of_a_loud_sound_is_at_rest() =>
        Assert.False(new StemGate(Options).Hear(stemDb: -45, mixDb: -10));

    [Fact]
    public void Where_nothing_sounds_a_stem_is_at_rest() =>
        Assert.False(new StemGate(Options).Hear(stemDb: -40, mixDb: -90));

    [Fact]
    public void A_reset_gate_is_closed()
    {
        var gate = new StemGate(Options);
        gate.Hear(-40, -40);
        gate.Reset();
        Assert.False(gate.Hear(-57, -57));
    }
}
