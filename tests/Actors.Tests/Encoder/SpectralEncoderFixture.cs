using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The shipped encoder, opened once for a class of tests.</summary>
public sealed class SpectralEncoderFixture : IDisposable
{
    public static string ModelFolder => Path.Combine(AppContext.BaseDirectory, "models");

    public OnnxFrameEncoder Encoder { get; } = OnnxFrameEncoder.Open(
        ModelManifest.Load(ModelFolder).Check("spectral"), new EncoderOptions());

    public void Dispose() => Encoder.Dispose();

    /// <summary>Features of one sound that begins with its context, one array a frame.</summary>
    public float[][] Encode(float[] sound)
    {
        var frames = FrameGrid.FramesIn(sound.Length - Encoder.ContextSamples);
        var features = new float[frames * Encoder.Dimensions];
        Assert.Equal(frames, Encoder.Encode(sound, 1, features));
        return [.. features.Chunk(Encoder.Dimensions)];
    }

    public float[] Sound(int samples, Func<int, double> value)
    {
        var sound = new float[Encoder.ContextSamples + samples];
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = (float)value(i - Encoder.ContextSamples);
        }

        return sound;
    }

    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Sqrt(sum);
    }

    public static double Norm(ReadOnlySpan<float> a) => Distance(a, new float[a.Length]);
}
