using Antiphon.Encoder;
using Antiphon.Time;

namespace Antiphon.Host.Tests;

/// <summary>An encoder whose view or whose answer is meddled with.</summary>
internal sealed class MeddledEncoder(
    Action<float[], int>? before = null, Action<float[], int>? after = null) : IFrameEncoder
{
    private IFrameEncoder _inner = null!;

    public int Dimensions => _inner.Dimensions;

    public int ContextSamples => _inner.ContextSamples;

    public string ModelSha256 => _inner.ModelSha256;

    public MeddledEncoder Around(IFrameEncoder inner)
    {
        _inner = inner;
        return this;
    }

    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        var view = stems.ToArray();
        before?.Invoke(view, Dimensions);
        var answer = new float[stemCount * FrameGrid.FramesPerSegment * Dimensions];
        var frames = _inner.Encode(view, stemCount, answer);
        after?.Invoke(answer, Dimensions);
        answer.CopyTo(features);
        return frames;
    }

    public void Terminate() => _inner.Terminate();

    public void Dispose() => _inner.Dispose();

    public static void SwapHalves(float[] features, int dimensions)
    {
        if (features.Length == 2 * FrameGrid.FramesPerSegment * dimensions)
        {
            var half = features.Length / 2;
            var first = features[..half];
            features.AsSpan(half).CopyTo(features);
            first.CopyTo(features, half);
        }
    }

    /// <summary>
    /// Every frame of a segment becomes the segment's mean: the fault of the predecessor.
    /// </summary>
    public static void Average(float[] features, int dimensions)
    {
        var stemLength = FrameGrid.FramesPerSegment * dimensions;
        for (var stem = 0; stem < features.Length; stem += stemLength)
        {
            for (var feature = 0; feature < dimensions; feature++)
            {
                var sum = 0f;
                for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
                {
                    sum += features[stem + frame * dimensions + feature];
                }

                var mean = sum / FrameGrid.FramesPerSegment;
                for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
                {
                    features[stem + frame * dimensions + feature] = mean;
                }
            }
        }
    }
}
