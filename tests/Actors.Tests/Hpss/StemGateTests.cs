using Antiphon.Hpss;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class StemGateTests
{
    private static readonly GateOptions Options =
        new() { AbsoluteDb = -60, RelativeDb = -40, HysteresisDb = 6 };

    [Fact]
    public void Loudness_opens_and_hysteresis_holds()
    {
        var gate = new StemGate(Options);
        Assert.False(gate.Hear(-61, -61));
        Assert.True(gate.Hear(-59, -59));
        Assert.True(gate.Hear(-65, -65));
        Assert.False(gate.Hear(-67, -67));
        Assert.False(gate.Hear(-65, -65));
    }

    [Fact]
    public void A_residue_far_below_the_sound_rests()
    {
        var gate = new StemGate(Options);
        Assert.False(gate.Hear(-51, -10));
        Assert.True(gate.Hear(-49, -10));
        Assert.True(gate.Hear(-55, -10));
        Assert.False(gate.Hear(-57, -10));
        Assert.False(gate.Hear(-55, -10));
    }

    [Fact]
    public void Reset_forgets_that_it_was_open()
    {
        var gate = new StemGate(Options);
        gate.Hear(-50, -50);
        gate.Reset();
        Assert.False(gate.Hear(-63, -63));
    }

    [Fact]
    public void A_held_tone_leaves_the_percussive_stem_at_rest()
    {
        var tone = Sounds.Make(6 * Sounds.Segment, t => 0.2 * Sounds.Sine(330, t));
        Assert.All(
            Sounds.Frames(tone)[78..130], f => Assert.True(f.HarmonicOpen && !f.PercussiveOpen));
    }

    [Fact]
    public void Music_40_dB_down_still_speaks()
    {
        var music = Sounds.Music(6 * Sounds.Segment, 9);
        var quiet = Array.ConvertAll(music, x => x * 0.01f);
        var (loud, soft) = (Sounds.Frames(music)[52..], Sounds.Frames(quiet)[52..]);
        var alike = loud.Zip(soft).Count(
            pair => pair.First.HarmonicOpen == pair.Second.HarmonicOpen
                && pair.First.PercussiveOpen == pair.Second.PercussiveOpen);
        Assert.InRange(alike, 0.85 * loud.Length, loud.Length);
    }
}
