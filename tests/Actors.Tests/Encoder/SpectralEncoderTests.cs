using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Signal;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The grid of the embedded encoder: counts, centres, causality, and its bytes.</summary>
public sealed class SpectralEncoderTests(SpectralEncoderFixture fixture)
    : IClassFixture<SpectralEncoderFixture>
{
    private const int ShortBands = 60;
    private const int ShortBandCount = 27;
    private const int Rises = 103;
    private const int RiseCount = 32;

    [Fact]
    public void Rebuilding_gives_the_shipped_bytes()
    {
        using var built = new MemoryStream();
        SpectralEncoderModel.Build(built);
        var shipped = File.ReadAllBytes(
            Path.Combine(SpectralEncoderFixture.ModelFolder, "spectral.onnx"));
        Assert.True(shipped.AsSpan().SequenceEqual(built.ToArray()));
        Assert.InRange(shipped.Length, 1_000_000, 3_000_000);
    }

    [Fact]
    public void The_manifest_says_what_the_code_says()
    {
        var entry = ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Find("spectral");
        Assert.Equal(SpectralEncoderModel.Dimensions, entry.Dimensions);
        Assert.Equal(SpectralEncoderModel.ContextSamples, entry.ContextSamples);
        Assert.Equal(0, entry.ContextSamples % FrameGrid.HopSamples);
    }

    [Fact]
    public void Any_length_gives_as_many_frames_as_the_grid() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 2]).Sample(
            (samples, stems) =>
            {
                var sound = new float[stems * (fixture.Encoder.ContextSamples + samples)];
                var frames = FrameGrid.FramesIn(samples);
                var features = new float[stems * frames * fixture.Encoder.Dimensions];
                return fixture.Encoder.Encode(sound, stems, features) == frames;
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void An_impulse_at_a_frames_centre_answers_most_strongly_there()
    {
        for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame += 5)
        {
            var centre = FrameGrid.HopSamples * frame + 199;
            var features = fixture.Encode(
                fixture.Sound(FrameGrid.SegmentSamples, i => i == centre ? 0.9 : 0));
            Assert.Equal(frame, Loudest(features, ShortBands, ShortBandCount));
            Assert.Equal(frame, Loudest(features, Rises, RiseCount));
            Assert.All(features[..frame], before => Assert.All(before, x => Assert.Equal(0, x)));
        }
    }

    [Fact]
    public void What_comes_after_a_frames_own_400_samples_changes_nothing_in_it() =>
        Gen.Select(Gen.Int[0, 25], Gen.ULong).Sample(
            (frame, seed) =>
            {
                var noise = new SplitMix64(seed);
                var sound = Noise(noise);
                var before = fixture.Encode(sound);
                var end = fixture.Encoder.ContextSamples + FrameGrid.HopSamples * frame
                    + FrameGrid.ReceptiveFieldSamples;
                for (var i = end; i < sound.Length; i++)
                {
                    sound[i] = (float)(noise.NextDouble() - 0.5);
                }

                var after = fixture.Encode(sound);
                return before[..(frame + 1)].Zip(after, (a, b) => a.AsSpan().SequenceEqual(b))
                    .All(same => same);
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void A_shift_by_one_hop_shifts_the_frames_by_one()
    {
        var noise = new SplitMix64(5);
        var sound = Noise(noise);
        var frames = fixture.Encode(sound);
        var shifted = fixture.Encode(
            [.. sound[FrameGrid.HopSamples..], .. new float[FrameGrid.HopSamples]]);
        for (var k = 0; k + 1 < frames.Length; k++)
        {
            Assert.InRange(SpectralEncoderFixture.Distance(frames[k + 1], shifted[k]), 0, 1e-4);
        }
    }

    [Fact]
    public void Every_frame_of_a_steady_sound_is_alike_whatever_its_index()
    {
        // 75 Hz and its multiples repeat each hop, so all frames see the same samples.
        var frames = fixture.Encode(fixture.Sound(
            FrameGrid.SegmentSamples,
            i => 0.2 * Math.Sin(Math.Tau * 75 * i / SampleRate.Hz)
                + 0.1 * Math.Sin(Math.Tau * 450 * i / SampleRate.Hz)));
        Assert.All(frames, frame => Assert.InRange(
            SpectralEncoderFixture.Distance(frames[0], frame), 0, 1e-3));
    }

    [Fact]
    public void Both_stems_in_one_batch_equal_each_alone()
    {
        var (a, b) = (Noise(new SplitMix64(1)), Noise(new SplitMix64(2)));
        var size = FrameGrid.FramesPerSegment * fixture.Encoder.Dimensions;
        var both = new float[2 * size];
        fixture.Encoder.Encode([.. a, .. b], 2, both);
        var alone = new float[size];
        fixture.Encoder.Encode(a, 1, alone);
        Assert.Equal(alone, both[..size]);
        fixture.Encoder.Encode(b, 1, alone);
        Assert.Equal(alone, both[size..]);
    }

    private static int Loudest(float[][] frames, int first, int count) => frames
        .Select((frame, k) => (Norm: SpectralEncoderFixture.Norm(frame.AsSpan(first, count)), k))
        .MaxBy(pair => pair.Norm).k;

    private float[] Noise(SplitMix64 random) =>
        fixture.Sound(FrameGrid.SegmentSamples, _ => random.NextDouble() - 0.5);
}
