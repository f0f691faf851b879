using Antiphon.Encoder;

namespace Antiphon.Diagnosis;

/// <summary>
/// The rig's encoder, hearing the unsplit sound in place of either stem: the stems of a separation
/// with margin 1 sum to it.
/// </summary>
/// <remarks>
/// Where one stem rests throughout a segment only the other is given, and heard by itself. Owns
/// nothing: the inner encoder outlives it.
/// </remarks>
public sealed class UnsplitEncoder(IFrameEncoder inner) : IFrameEncoder
{
    private float[] _sum = [];

    public int Dimensions => inner.Dimensions;

    public int ContextSamples => inner.ContextSamples;

    public string ModelSha256 => inner.ModelSha256;

    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        if (stemCount == 1)
        {
            return inner.Encode(stems, stemCount, features);
        }

        var samples = stems.Length / stemCount;
        _sum = _sum.Length == samples ? _sum : new float[samples];
        for (var i = 0; i < samples; i++)
        {
            _sum[i] = stems[i] + stems[samples + i];
        }

        var frames = inner.Encode(_sum, stemCount: 1, features);
        var row = frames * Dimensions;
        features[..row].CopyTo(features[row..]);
        return frames;
    }

    public void Terminate() => inner.Terminate();

    public void Dispose()
    {
    }
}
