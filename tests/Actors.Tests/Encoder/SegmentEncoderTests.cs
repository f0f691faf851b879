using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Tests.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>What the model is given of a segment: stems that speak, and nothing else.</summary>
public sealed class SegmentEncoderTests
{
    private const float HarmonicSound = 0.25f;
    private const float PercussiveSound = 0.75f;

    [Theory]
    [InlineData(true, true, new[] { 2 }, HarmonicSound, PercussiveSound)]
    [InlineData(true, false, new[] { 1 }, HarmonicSound, 0f)]
    [InlineData(false, true, new[] { 1 }, 0f, PercussiveSound)]
    [InlineData(false, false, new int[0], 0f, 0f)]
    public void A_stem_at_rest_throughout_is_not_encoded(
        bool harmonicSpeaks, bool percussiveSpeaks, int[] runs, float harmonic, float percussive)
    {
        var model = new FirstSample();
        var encoded = new SegmentEncoder(model).Encode(Segment(harmonicSpeaks, percussiveSpeaks));

        Assert.Equal(runs, model.Runs);
        Assert.All(encoded.Harmonic.ToArray(), feature => Assert.Equal(harmonic, feature));
        Assert.All(encoded.Percussive.ToArray(), feature => Assert.Equal(percussive, feature));
    }

    [Fact]
    public void One_frame_that_speaks_is_enough()
    {
        var segment = Segment(false, false);
        var model = new FirstSample();
        new SegmentEncoder(model).Encode(segment with
        {
            Frames = segment.Frames.SetItem(25, Encoded.Descriptors(false, true)),
        });
        Assert.Equal([1], model.Runs);
    }

    [Fact]
    public void It_allocates_the_features_and_their_message_only()
    {
        var encoder = new SegmentEncoder(new FirstSample());
        var segment = Segment(true, true);
        encoder.Encode(segment);
        var features = 2 * FrameGrid.FramesPerSegment * FirstSample.Size * sizeof(float);
        Assert.InRange(
            Allocation.LeastOf(() => encoder.Encode(segment)), features, features + 200);
    }

    private static SegmentSeparated Segment(bool harmonicSpeaks, bool percussiveSpeaks)
    {
        var id = new SegmentId(3);
        return new SegmentSeparated(
            new Place(id, id.Start, FrameGrid.SegmentLength, 0),
            Sound(HarmonicSound),
            Sound(PercussiveSound),
            [.. Enumerable.Repeat(
                Encoded.Descriptors(harmonicSpeaks, percussiveSpeaks),
                FrameGrid.FramesPerSegment)],
            Warming: false);
    }

    private static float[] Sound(float level) =>
        [.. Enumerable.Repeat(level, FirstSample.Past + FrameGrid.SegmentSamples)];

    /// <summary>Every feature of a stem is its first sample; the runs are kept.</summary>
    private sealed class FirstSample : IFrameEncoder
    {
        public const int Size = 5;
        public const int Past = 100;

        private readonly List<int> _runs = new(64);

        public IReadOnlyList<int> Runs => _runs;

        public int Dimensions => Size;

        public int ContextSamples => Past;

        public string ModelSha256 => "";

        public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
        {
            _runs.Add(stemCount);
            for (var stem = 0; stem < stemCount; stem++)
            {
                var numbers = FrameGrid.FramesPerSegment * Size;
                features.Slice(stem * numbers, numbers)
                    .Fill(stems[stem * (Past + FrameGrid.SegmentSamples)]);
            }

            return FrameGrid.FramesPerSegment;
        }

        public void Terminate()
        {
        }

        public void Dispose()
        {
        }
    }
}
