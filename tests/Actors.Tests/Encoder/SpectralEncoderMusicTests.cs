using Antiphon.Signal;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>What the embedded encoder hears: pitch class, attack, level, silence.</summary>
public sealed class SpectralEncoderMusicTests(SpectralEncoderFixture fixture)
    : IClassFixture<SpectralEncoderFixture>
{
    private const int SemitoneBands = 84;
    private const int Rises = 103;
    private const int RiseCount = 32;
    private const int Chroma = 135;

    [Fact]
    public void A_tone_is_strongest_in_its_own_semitone_band()
    {
        // From E2 on; below, the longest window is shorter than a semitone's resolution.
        for (var band = 7; band < SemitoneBands; band++)
        {
            var hz = 55 * Math.Pow(2, band / 12.0);
            var frame = fixture.Encode(Tone(hz, _ => 1))[20];
            var strongest = frame[..SemitoneBands].AsSpan().IndexOf(frame[..SemitoneBands].Max());
            Assert.InRange(strongest, band - 1, band + 1);
            if (hz < 1700)
            {
                Assert.Equal(band, strongest);
            }
        }
    }

    [Fact]
    public void Notes_of_one_pitch_class_are_nearer_than_any_other()
    {
        double[] timbre = [1, 0.5, 0.33, 0.25, 0.2, 0.16];
        var low = Enumerable.Range(0, 12).Select(note => Note(110, note, timbre)).ToArray();
        var high = Enumerable.Range(0, 12).Select(note => Note(220, note, timbre)).ToArray();
        for (var note = 0; note < 12; note++)
        {
            var nearest = Enumerable.Range(0, 12).MinBy(other => SpectralEncoderFixture.Distance(
                low[note].AsSpan(Chroma), high[other].AsSpan(Chroma)));
            Assert.Equal(note, nearest);
        }
    }

    [Fact]
    public void Attack_features_peak_at_the_onset()
    {
        const int frame = 12;
        var onset = FrameGrid.HopSamples * frame + 100;
        var noise = new SplitMix64(3);
        var frames = fixture.Encode(fixture.Sound(
            FrameGrid.SegmentSamples,
            i => 0.01 * (noise.NextDouble() - 0.5)
                + (i < onset ? 0 : (noise.NextDouble() - 0.5) * Math.Exp((onset - i) / 1500.0))));
        var rises = frames.Select(f => f.AsSpan(Rises, RiseCount).ToArray().Sum()).ToArray();
        Assert.Equal(frame, rises.AsSpan().IndexOf(rises.Max()));
        Assert.True(rises[frame] > 3 * rises[frame - 2]);
        Assert.True(rises[frame] > 3 * rises[frame + 6]);
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(-40)]
    public void Level_hardly_matters(double decibels)
    {
        var noise = new SplitMix64(4);
        var loud = fixture.Sound(
            FrameGrid.SegmentSamples,
            i => 0.3 * Math.Sin(Math.Tau * 330 * i / SampleRate.Hz)
                + 0.05 * (noise.NextDouble() - 0.5));
        var gain = (float)Math.Pow(10, decibels / 20);
        var quiet = fixture.Encode([.. loud.Select(x => gain * x)]);
        Assert.All(fixture.Encode(loud).Zip(quiet), pair => Assert.InRange(
            SpectralEncoderFixture.Distance(pair.First, pair.Second), 0,
            1e-3 * SpectralEncoderFixture.Norm(pair.First)));
    }

    [Fact]
    public void Silence_is_all_zero_and_the_faintest_sound_is_finite()
    {
        Assert.All(
            fixture.Encode(fixture.Sound(FrameGrid.SegmentSamples, _ => 0)),
            frame => Assert.All(frame, x => Assert.Equal(0, x)));
        foreach (var value in new[] { 1e-30, 1e-9, 1e-5, 1 })
        {
            Assert.All(
                fixture.Encode(fixture.Sound(
                    FrameGrid.SegmentSamples, i => i % 7 == 0 ? value : -value)),
                frame => Assert.All(frame, x => Assert.True(float.IsFinite(x))));
        }
    }

    private float[] Note(double lowestHz, int semitones, double[] timbre) => fixture.Encode(Tone(
        lowestHz * Math.Pow(2, semitones / 12.0),
        partial => partial <= timbre.Length ? timbre[partial - 1] : 0,
        timbre.Length))[20];

    private float[] Tone(double hz, Func<int, double> amplitude, int partials = 1) =>
        fixture.Sound(FrameGrid.SegmentSamples, i => 0.2 * Enumerable.Range(1, partials).Sum(
            partial => amplitude(partial)
                * Math.Sin(Math.Tau * partial * hz * i / SampleRate.Hz + partial)));
}
