using Antiphon.Encoder;
using Antiphon.Time;

namespace Antiphon.Tests.Rig;

/// <summary>
/// A tiny encoder without a model: how strongly each frame answers eight resonances.
/// </summary>
internal sealed class ToyEncoder : IFrameEncoder
{
    private const int Bands = 8;

    public int Dimensions => Bands;

    public int ContextSamples => 0;

    public string ModelSha256 => new('0', 64);

    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        var samples = stems.Length / stemCount;
        var frames = FrameGrid.FramesIn(samples);
        for (var row = 0; row < stemCount * frames; row++)
        {
            var start = row / frames * samples + row % frames * FrameGrid.HopSamples;
            var frame = stems.Slice(start, FrameGrid.ReceptiveFieldSamples);
            for (var band = 0; band < Bands; band++)
            {
                features[row * Bands + band] = Resonance(frame, 110 * Math.Pow(1.6, band));
            }
        }

        return frames;
    }

    public void Terminate()
    {
    }

    public void Dispose()
    {
    }

    private static float Resonance(ReadOnlySpan<float> frame, double hz)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < frame.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * hz * i / SampleRate.Hz);
            re += frame[i] * cos;
            im += frame[i] * sin;
        }

        return (float)Math.Log(1e-6 + re * re + im * im);
    }
}
