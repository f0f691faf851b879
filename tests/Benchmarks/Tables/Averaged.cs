using Antiphon.Encoder;

namespace Antiphon.Benchmarks.Tables;

/// <summary>The fault of the predecessor: every frame of a segment is the segment's mean.</summary>
internal static class Averaged
{
    public static SegmentEncoded Of(SegmentEncoded segment) => segment with
    {
        Harmonic = Mean(segment.Harmonic.Span, segment.Dimensions),
        Percussive = Mean(segment.Percussive.Span, segment.Dimensions),
    };

    private static float[] Mean(ReadOnlySpan<float> features, int dimensions)
    {
        var frames = features.Length / dimensions;
        var result = new float[features.Length];
        for (var i = 0; i < result.Length; i++)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                result[i] += features[frame * dimensions + i % dimensions] / frames;
            }
        }

        return result;
    }
}
