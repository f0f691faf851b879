using Antiphon.Hpss;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class DescriptorTests
{
    private const int Warm = 3 * 26;

    [Theory]
    [InlineData(55)]
    [InlineData(110)]
    [InlineData(440)]
    [InlineData(1400)]
    public void A_sine_has_its_pitch_and_its_level(double hz)
    {
        var frames = Sounds.Frames(Sounds.Make(6 * Sounds.Segment, t => 0.1 * Sounds.Sine(hz, t)));
        foreach (var frame in frames[Warm..])
        {
            Assert.NotNull(frame.F0Hz);
            Assert.InRange(1200 * Math.Log2(frame.F0Hz.Value / hz), -10, 10);
            Assert.InRange(frame.Voicing, 0.9f, 1f);
            Assert.InRange(frame.LoudnessDb, -25.5f, -20.5f);
            Assert.InRange(frame.OnsetStrength, 0, 0.3f);
        }
    }

    [Theory]
    [InlineData(82.4)]
    [InlineData(196)]
    [InlineData(523.25)]
    public void A_plucked_string_keeps_its_octave(double hz)
    {
        var frames = Sounds.Frames(Sounds.Make(6 * Sounds.Segment, t => Sounds.Pluck(hz, t)));
        foreach (var frame in frames[10..])
        {
            Assert.NotNull(frame.F0Hz);
            Assert.InRange(1200 * Math.Log2(frame.F0Hz.Value / hz), -20, 20);
        }
    }

    [Fact]
    public void A_weak_or_missing_fundamental_is_still_heard()
    {
        var tone = Sounds.Make(
            6 * Sounds.Segment,
            t => Enumerable.Range(2, 5).Sum(h => 0.1 * Sounds.Sine(h * 147, t)));
        Assert.All(Sounds.Frames(tone)[Warm..], f => Assert.InRange(f.F0Hz ?? 0, 145, 149));
    }

    [Fact]
    public void Noise_has_no_pitch_and_few_onsets()
    {
        var frames = Sounds.Frames(Sounds.Noise(6 * Sounds.Segment, 5))[Warm..];
        Assert.All(frames, f => Assert.Null(f.F0Hz));
        Assert.InRange(frames.Average(f => f.OnsetStrength), 0, 0.5f);
        Assert.All(frames, f => Assert.InRange(f.CentroidHz, 5000, 7000));
    }

    [Fact]
    public void Silence_has_nothing()
    {
        foreach (var frame in Sounds.Frames(new float[2 * Sounds.Segment]))
        {
            Assert.Equal(-120, frame.LoudnessDb);
            Assert.Equal(-120, frame.HarmonicLoudnessDb);
            Assert.Equal(0, frame.OnsetStrength);
            Assert.Null(frame.F0Hz);
            Assert.Equal(0, frame.Voicing);
            Assert.Equal(0, frame.CentroidHz);
            Assert.Equal(0, Sum(frame.Chroma));
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 13)]
    [InlineData(3, 25)]
    public void An_attack_peaks_in_its_frame_at_any_level(int segment, int frame)
    {
        var attack = segment * Sounds.Segment + FrameGrid.CellStartSample(frame) + 160;
        foreach (var level in new[] { 1.0, 0.01 })
        {
            var sound = Sounds.Make(
                5 * Sounds.Segment,
                t => level * (0.05 * Sounds.Sine(110, t)
                    + Sounds.Pluck(392, t - (double)attack / SampleRate.Hz)));
            var onsets = Array.ConvertAll(Sounds.Frames(sound), f => f.OnsetStrength);
            var peak = segment * FrameGrid.FramesPerSegment + frame;
            Assert.InRange(onsets[peak], 5, 40);
            onsets[0] = onsets[1] = 0; // where the hum itself begins
            Assert.Equal(peak, Array.IndexOf(onsets, onsets.Max()));
        }
    }

    [Theory]
    [InlineData(110, 9)]
    [InlineData(65.41, 0)]
    [InlineData(370, 6)]
    public void Chroma_names_the_pitch_class(double hz, int pitchClass)
    {
        var frames = Sounds.Frames(Sounds.Make(5 * Sounds.Segment, t => 0.3 * Sounds.Sine(hz, t)));
        foreach (var frame in frames[Warm..])
        {
            Assert.InRange(frame.Chroma[pitchClass], 0.95f, 1.0001f);
            Assert.Equal(1, Sum(frame.Chroma), 1e-4);
        }
    }

    [Fact]
    public void Chroma_of_a_chord_has_its_three_notes()
    {
        var chord = Sounds.Make(
            5 * Sounds.Segment,
            t => 0.1 * (Sounds.Sine(261.63, t) + Sounds.Sine(329.63, t) + Sounds.Sine(392, t)));
        foreach (var frame in Sounds.Frames(chord)[Warm..])
        {
            Assert.InRange(frame.Chroma[0], 0.25f, 0.4f);
            Assert.InRange(frame.Chroma[4], 0.25f, 0.4f);
            Assert.InRange(frame.Chroma[7], 0.25f, 0.4f);
        }
    }

    private static float Sum(Chroma chroma)
    {
        var sum = 0f;
        foreach (var share in chroma)
        {
            sum += share;
        }

        return sum;
    }
}
