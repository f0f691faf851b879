using Antiphon.Capture;
using Antiphon.Signal;
using CsCheck;

namespace Antiphon.Tests.Capture;

/// <summary>Sounds for the tests of capture, and a way to push them through an assembler.</summary>
internal static class CaptureTestSound
{
    /// <summary>A low tone and a little noise: quiet enough that nothing needs repair.</summary>
    public static float[] Music(int frames, int channels = 1, ulong seed = 1)
    {
        var random = new SplitMix64(seed);
        var samples = new float[frames * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            var tone = Math.Sin(0.03 * (i / channels));
            samples[i] = (float)(0.3 * tone + 0.1 * (random.NextDouble() - 0.5));
        }

        return samples;
    }

    /// <summary>Noise with everything in it that an input can do wrong.</summary>
    public static Gen<float[]> Poisoned(int samples) => Gen.ULong.Select(seed =>
    {
        var random = new SplitMix64(seed);
        var music = Music(samples, 1, seed);
        float[] poison = [float.NaN, float.PositiveInfinity, -2f, 1e-40f, float.MinValue, 1.01f];
        for (var i = 0; i < samples; i++)
        {
            music[i] = random.NextInt(50) == 0 ? poison[random.NextInt(6)] : music[i] + 0.1f;
        }

        return music;
    });

    /// <summary>All segments of an input pushed in blocks of these sizes, over and over.</summary>
    public static List<SegmentCaptured> Segments(
        SegmentAssembler assembler, ReadOnlySpan<float> input, int channels, params int[] blocks)
    {
        var segments = new List<SegmentCaptured>();
        for (int n = 0, step = 0; input.Length > 0; n++, step++)
        {
            var size = Math.Min(blocks[n % blocks.Length] * channels, input.Length);
            assembler.Push(input[..size], step);
            input = input[size..];
            TakeAll(assembler, segments);
        }

        assembler.Finish(long.MaxValue);
        TakeAll(assembler, segments);
        return segments;
    }

    private static void TakeAll(SegmentAssembler assembler, List<SegmentCaptured> segments)
    {
        while (assembler.TryTake(out var segment))
        {
            segments.Add(segment);
        }
    }
}
