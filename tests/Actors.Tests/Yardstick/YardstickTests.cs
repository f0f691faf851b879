using Antiphon.Benchmarks.Yardstick;
using Antiphon.Demo;
using Antiphon.Signal;
using Antiphon.Tests.Hpss;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Yardstick;

/// <summary>The pure parts of the yardstick, so that its figures mean what they say.</summary>
public sealed class YardstickTests
{
    private static readonly Instrument Tone = new AdditiveTone([1, 0.5, 0.3], 0.01, 0.05);
    private static readonly DrumKit Kit = new(1, 1, 0.5);

    [Theory]
    [InlineData(82.4)]
    [InlineData(220)]
    [InlineData(466.2)]
    [InlineData(987.8)]
    public void Yin_finds_the_fundamental_of_a_tone_with_partials(double hz)
    {
        var window = Sounds.Make(YinPitchTracker.WindowSamples, t => Enumerable.Range(1, 6)
            .Sum(partial => 0.2 / partial * Sounds.Sine(partial * hz, t)));
        Assert.InRange(1200 * Math.Log2(YinPitchTracker.Estimate(window)!.Value / hz), -10, 10);
    }

    [Fact]
    public void Yin_finds_no_pitch_in_noise_or_silence()
    {
        Assert.Null(YinPitchTracker.Estimate(Sounds.Noise(YinPitchTracker.WindowSamples, 3)));
        Assert.Null(YinPitchTracker.Estimate(new float[YinPitchTracker.WindowSamples]));
    }

    [Fact]
    public void Only_one_sounding_pitch_class_is_a_truth()
    {
        var score = new Score(
            [
                new ScoreNote(0, 2, 60, 1, Tone), new ScoreNote(1, 2, 72, 1, Tone),
                new ScoreNote(2.5, 1, 67, 1, Tone),
            ],
            [],
            4);
        Assert.Equal(0, YardstickTruth.SoundingPitchClass(score, 0.5));
        Assert.Equal(0, YardstickTruth.SoundingPitchClass(score, 1.5));
        Assert.Null(YardstickTruth.SoundingPitchClass(score, 2.7));
        Assert.Equal(7, YardstickTruth.SoundingPitchClass(score, 3.2));
        Assert.Null(YardstickTruth.SoundingPitchClass(score, 3.8));
        Assert.Equal(69, YardstickTruth.KeyOf(440));
        Assert.Equal(58, YardstickTruth.KeyOf(233));
    }

    [Fact]
    public void Of_strokes_at_one_moment_the_hardest_counts()
    {
        var score = new Score(
            [],
            [
                new DrumHit(1, DrumKind.ClosedHat, 0.4, Kit),
                new DrumHit(1, DrumKind.Kick, 0.9, Kit),
                new DrumHit(0.5, DrumKind.Snare, 0.5, Kit),
            ],
            2);
        Assert.Equal(
            [(0.5, DrumKind.Snare), (1.0, DrumKind.Kick)], YardstickTruth.Strokes(score));
    }

    [Fact]
    public void Level_moves_only_the_first_cepstral_coefficient()
    {
        using var mfcc = new MfccEncoder();
        var (loud, quiet) = (Frame(mfcc, 0.3f), Frame(mfcc, 0.03f));
        Assert.InRange(loud[0] - quiet[0], 40 * (Math.Log(100) - 0.1), 40 * (Math.Log(100) + 0.1));
        for (var c = 1; c < MfccEncoder.Coefficients; c++)
        {
            Assert.InRange(loud[c] - quiet[c], -0.1, 0.1);
        }
    }

    [Fact]
    public void Window_encoders_keep_the_grid_and_the_stems_apart()
    {
        using var chroma = new ChromaEncoder();
        var samples = chroma.ContextSamples + FrameGrid.SegmentSamples;
        var a = Sounds.Make(samples, t => 0.3 * Sounds.Sine(440, t));
        var c = Sounds.Make(samples, t => 0.3 * Sounds.Sine(523.25, t));
        var features = new float[2 * FrameGrid.FramesPerSegment * chroma.Dimensions];
        Assert.Equal(
            FrameGrid.FramesPerSegment, chroma.Encode([.. a, .. c], stemCount: 2, features));
        for (var frame = 0; frame < 2 * FrameGrid.FramesPerSegment; frame++)
        {
            var classes = features.AsSpan(frame * chroma.Dimensions, chroma.Dimensions).ToArray();
            var expected = frame < FrameGrid.FramesPerSegment ? 9 : 0;
            Assert.Equal(expected, classes.AsSpan().IndexOf(classes.Max()));
        }
    }

    private static float[] Frame(MfccEncoder encoder, float gain)
    {
        var samples = encoder.ContextSamples + FrameGrid.ReceptiveFieldSamples;
        var noise = new SplitMix64(4);
        var sound = Sounds.Make(samples, _ => gain * (2 * noise.NextDouble() - 1));
        var features = new float[encoder.Dimensions];
        encoder.Encode(sound, stemCount: 1, features);
        return features;
    }
}
