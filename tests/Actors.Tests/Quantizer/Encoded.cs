using System.Collections.Immutable;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Tests.Quantizer;

/// <summary>Made-up encoded segments: features that wander about a few places.</summary>
internal static class Encoded
{
    public static int Frames => FrameGrid.FramesPerSegment;

    /// <summary>
    /// Segments in a row from <paramref name="first"/>; the first two are warming.
    /// </summary>
    public static List<SegmentEncoded> Recording(
        ulong seed, int segments, int dimensions, double restShare = 0.2, long first = 0)
    {
        var random = new SplitMix64(seed);
        var places = KMeansTests.Noise(77, 30, dimensions);
        var list = new List<SegmentEncoded>();
        for (var s = 0; s < segments; s++)
        {
            list.Add(Segment(
                first + s,
                Features(random, places, dimensions, 0),
                Features(random, places, dimensions, 15),
                dimensions,
                Gate(random, restShare),
                warming: s < 2));
        }

        return list;
    }

    public static SegmentEncoded Segment(
        long number,
        float[] harmonic,
        float[] percussive,
        int dimensions,
        ImmutableArray<FrameDescriptors> frames,
        bool warming = false)
    {
        var id = new SegmentId(number);
        var place = new Place(id, id.Start, FrameGrid.SegmentLength, 1000 + number);
        return new SegmentEncoded(place, harmonic, percussive, dimensions, frames, warming);
    }

    public static FrameDescriptors Descriptors(bool harmonicOpen, bool percussiveOpen) => new()
    {
        LoudnessDb = -20,
        HarmonicLoudnessDb = -21,
        PercussiveLoudnessDb = -30,
        OnsetStrength = 1,
        F0Hz = 220,
        Voicing = 0.9f,
        Chroma = default,
        CentroidHz = 900,
        HarmonicOpen = harmonicOpen,
        PercussiveOpen = percussiveOpen,
    };

    private static ImmutableArray<FrameDescriptors> Gate(SplitMix64 random, double restShare) =>
        [.. Enumerable.Range(0, Frames).Select(_ => Descriptors(
            random.NextDouble() >= restShare, random.NextDouble() >= restShare))];

    private static float[] Features(
        SplitMix64 random, float[] places, int dimensions, int firstPlace)
    {
        var features = new float[Frames * dimensions];
        for (var frame = 0; frame < Frames; frame++)
        {
            var place = firstPlace + random.NextInt(15);
            for (var d = 0; d < dimensions; d++)
            {
                features[frame * dimensions + d] =
                    places[place * dimensions + d] + 0.3f * (float)(random.NextDouble() - 0.5);
            }
        }

        return features;
    }
}
