using Antiphon.Hpss;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class StemGateTests
{
    private const double Step = 1 / 75.0;

    private static readonly GateOptions Options = new()
    {
        AbsoluteDb = -60,
        HoldSeconds = 0.5,
        RelativeDb = -40,
        RangeDb = 30,
        PeakFallDbPerSecond = 3,
        HysteresisDb = 6,
    };

    [Fact]
    public void Sound_wakes_and_a_pause_puts_to_sleep()
    {
        var gate = new StemGate(Options);
        Assert.False(gate.Hear(-61, -61, Step));
        Assert.True(gate.Hear(-59, -59, Step));
        Assert.True(Hear(gate, -80, 0.45));
        Assert.False(Hear(gate, -80, 0.1));
        Assert.False(gate.Hear(-61, -61, Step));
        Assert.True(gate.Hear(-59, -59, Step));
    }

    [Fact]
    public void A_stem_rests_far_below_its_recent_peak_and_hysteresis_holds()
    {
        var gate = new StemGate(Options with { PeakFallDbPerSecond = 0 });
        Assert.True(gate.Hear(-20, -20, Step));
        Assert.True(gate.Hear(-55, -40, Step));
        Assert.False(gate.Hear(-57, -40, Step));
        Assert.False(gate.Hear(-51, -40, Step));
        Assert.True(gate.Hear(-49, -40, Step));
    }

    [Fact]
    public void The_peak_is_forgotten_while_something_sounds_and_kept_in_a_pause()
    {
        var gate = new StemGate(Options with { HoldSeconds = 60 });
        gate.Hear(-20, -20, Step);
        Assert.False(Hear(gate, -62, 10));
        var other = new StemGate(Options);
        other.Hear(-20, -20, Step);
        Assert.False(Hear(other, -60, 3));
        Assert.True(Hear(other, -60, 1));
    }

    [Fact]
    public void A_residue_far_below_the_sound_rests()
    {
        var gate = new StemGate(Options);
        Assert.False(gate.Hear(-51, -10, Step));
        Assert.True(gate.Hear(-49, -10, Step));
        Assert.True(gate.Hear(-55, -10, Step));
        Assert.False(gate.Hear(-57, -10, Step));
        Assert.False(gate.Hear(-55, -10, Step));
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        var gate = new StemGate(Options);
        gate.Hear(-20, -20, Step);
        gate.Reset();
        Assert.False(gate.Hear(-63, -63, Step));
        Assert.True(gate.Hear(-59, -59, Step));
    }

    [Fact]
    public void A_held_tone_leaves_the_percussive_stem_at_rest()
    {
        var tone = Sounds.Make(6 * Sounds.Segment, t => 0.2 * Sounds.Sine(330, t));
        Assert.All(
            Sounds.Frames(tone)[78..130], f => Assert.True(f.HarmonicOpen && !f.PercussiveOpen));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void Music_rests_where_it_rests_whatever_its_level(float gain)
    {
        var music = Sounds.Music(6 * Sounds.Segment, 9);
        for (var n = 3 * Sounds.Segment; n < music.Length; n++)
        {
            music[n] *= MathF.Pow(10, -(n - 3 * Sounds.Segment) / (float)Sounds.Segment);
        }

        var (loud, soft) = (
            Sounds.Frames(music), Sounds.Frames(Array.ConvertAll(music, x => x * gain)));
        Assert.Contains(loud[52..], f => !f.PercussiveOpen);
        var alike = loud.Zip(soft).Count(
            pair => pair.First.HarmonicOpen == pair.Second.HarmonicOpen
                && pair.First.PercussiveOpen == pair.Second.PercussiveOpen);
        Assert.InRange(alike, 0.95 * loud.Length, loud.Length);
    }

    [Fact]
    public void Room_noise_and_silence_rest_before_music_and_soon_after_it()
    {
        var quiet = 12 * Sounds.Segment;
        var noise = Sounds.Noise(3 * quiet, 4, Math.Sqrt(3) * Decibels.ToAmplitude(-70));
        var music = Sounds.Music(quiet, 9);
        for (var n = 0; n < quiet; n++)
        {
            noise[quiet + n] += music[n];
        }

        var frames = Sounds.Frames(noise);
        var third = frames.Length / 3;
        Assert.All(frames[..(third - 5)], AtRest);
        Assert.Contains(frames[third..(2 * third)], f => f.PercussiveOpen);
        Assert.All(frames[(2 * third + 160)..], AtRest);
        Assert.All(Sounds.Frames(new float[4 * Sounds.Segment]), AtRest);
    }

    private static void AtRest(FrameDescriptors frame) =>
        Assert.False(frame.HarmonicOpen || frame.PercussiveOpen);

    /// <summary>The last answer to a steady stem, as loud as the unsplit sound.</summary>
    private static bool Hear(StemGate gate, double db, double seconds)
    {
        var open = false;
        for (var t = 0.0; t < seconds; t += Step)
        {
            open = gate.Hear(db, db, Step);
        }

        return open;
    }
}
