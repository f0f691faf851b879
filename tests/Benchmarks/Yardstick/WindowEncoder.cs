using Antiphon.Encoder;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>
/// An encoder that describes each frame by one window that ends with the frame, so that features
/// of the textbook can stand where the embedded encoder stands.
/// </summary>
/// <param name="windowSamples">Samples of the window, from the frame's own 400.</param>
/// <param name="dimensions">Features per frame.</param>
internal abstract class WindowEncoder(int windowSamples, int dimensions) : IFrameEncoder
{
    public int Dimensions => dimensions;

    public int ContextSamples => windowSamples - FrameGrid.ReceptiveFieldSamples;

    public string ModelSha256 => "";

    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        var samples = stems.Length / stemCount;
        var frames = FrameGrid.FramesIn(samples - ContextSamples);
        for (var row = 0; row < stemCount * frames; row++)
        {
            var from = row / frames * samples + row % frames * FrameGrid.HopSamples;
            Describe(
                stems.Slice(from, windowSamples),
                features.Slice(row * dimensions, dimensions));
        }

        return frames;
    }

    public void Terminate()
    {
    }

    public void Dispose()
    {
    }

    /// <param name="window">[window samples].</param>
    /// <param name="features">Receives [dimensions].</param>
    protected abstract void Describe(ReadOnlySpan<float> window, Span<float> features);
}
