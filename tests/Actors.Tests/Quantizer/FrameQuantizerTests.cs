using Antiphon.Encoder;
using Antiphon.Quantizer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public class FrameQuantizerTests
{
    private const int Dimensions = 12;
    private static readonly VocabularyOptions Options = new() { PcaSize = 6, TokenCount = 16 };

    [Fact]
    public void One_segment_becomes_its_frames_and_they_tile_it()
    {
        var segment = Encoded.Recording(1, 6, Dimensions)[5];
        var tokenized = Fresh().Quantize(segment);

        Assert.Equal(FrameGrid.FramesPerSegment, tokenized.Tokens.Length);
        Assert.Equal(segment.Place, tokenized.Place);
        var expected = segment.Start;
        for (var k = 0; k < tokenized.Tokens.Length; k++)
        {
            var token = tokenized.Tokens[k];
            Assert.Equal(expected, token.Start);
            Assert.Equal(2 * (320L * k) + 399, token.Time.HalfSamples - segment.Start.HalfSamples);
            Assert.True(token.Start <= token.Time && token.Time < token.End);
            Assert.Equal(5 * 26 + k, token.Ordinal);
            Assert.Same(segment.Frames[k], token.Descriptors);
            Assert.Equal(segment.Place.CapturedTimestamp, token.Place.CapturedTimestamp);
            expected = token.End;
        }

        Assert.Equal(segment.End, expected);
    }

    [Fact]
    public void A_closed_gate_is_a_rest_and_is_not_heard()
    {
        var sounding = Encoded.Recording(2, 3, Dimensions, restShare: 0);
        var closed = Encoded.Descriptors(false, false);
        var poisoned = Enumerable.Repeat(float.NaN, 26 * Dimensions).ToArray();
        var silence = Encoded.Segment(
            1, poisoned, poisoned, Dimensions, [.. Enumerable.Repeat(closed, 26)]);

        var quantizer = Fresh();
        quantizer.Quantize(sounding[0]);
        var rest = quantizer.Quantize(silence);
        Assert.All(rest.Tokens, token => Assert.True(token.Harmonic.IsRest));
        Assert.All(rest.Tokens, token => Assert.Equal(0, token.PercussiveDistance));

        // The running statistics stood still: what follows is heard as if nothing lay between.
        var other = Fresh();
        other.Quantize(sounding[0]);
        var next = other.Quantize(Moved(sounding[1], 1));
        Assert.Equal(Words(next), Words(quantizer.Quantize(Moved(sounding[1], 2))));
    }

    [Fact]
    public void A_missing_segment_and_a_reset_start_afresh()
    {
        var recording = Encoded.Recording(3, 8, Dimensions, restShare: 0);
        var cold = Distances(Fresh().Quantize(recording[5]));

        var skipped = Fresh();
        skipped.Quantize(recording[0]);
        Assert.Equal(cold, Distances(skipped.Quantize(recording[5])));

        var reset = Fresh();
        reset.Quantize(recording[4]);
        reset.Reset();
        Assert.Equal(cold, Distances(reset.Quantize(recording[5])));

        var warm = Fresh();
        warm.Quantize(recording[4]);
        Assert.NotEqual(cold, Distances(warm.Quantize(recording[5])));
    }

    [Fact]
    public void A_number_that_is_none_is_reported_and_does_not_stay()
    {
        var recording = Encoded.Recording(4, 2, Dimensions, restShare: 0);
        var broken = recording[0].Harmonic.ToArray();
        broken[7 * Dimensions + 3] = float.NaN;
        var quantizer = Fresh();

        var fault = Assert.Throws<QuantizerException>(
            () => quantizer.Quantize(recording[0] with { Harmonic = broken }));
        Assert.Contains("frame 7", fault.Message, StringComparison.Ordinal);

        quantizer.Reset();
        Assert.Equal(
            Words(Fresh().Quantize(recording[1])), Words(quantizer.Quantize(recording[1])));
    }

    [Fact]
    public void It_allocates_nothing_but_the_messages()
    {
        var quantizer = Fresh();
        var recording = Encoded.Recording(6, 50, Dimensions);
        recording.ForEach(segment => quantizer.Quantize(segment));
        quantizer.Reset();
        var allocated = Allocation.LeastOf(() =>
        {
            foreach (var segment in recording)
            {
                quantizer.Quantize(segment);
            }
        });

        // 26 tokens of 88 bytes, their array, and the segment's own message.
        var perSegment = allocated / recording.Count;
        Assert.InRange(perSegment, 1, 26 * 88 + 26 * 8 + 128);
    }

    [Fact]
    public void Another_shape_is_the_callers_fault()
    {
        var segment = Encoded.Recording(4, 1, Dimensions + 1)[0];
        Assert.Throws<ArgumentException>(() => Fresh().Quantize(segment));
    }

    [Fact]
    public void Words_are_the_nearest_centroids_by_the_naive_way() =>
        Gen.Select(Gen.ULong, Gen.Bool, Gen.Bool).Sample(
            (seed, whiten, unitSphere) =>
            {
                var options = Options with
                {
                    Whiten = whiten,
                    UnitSphere = unitSphere,
                    RunningHalfLifeSeconds = 0,
                };
                var book = Book(options);
                var segment = Encoded.Recording(seed, 1, Dimensions, restShare: 0)[0];
                var tokens = new FrameQuantizer(book, book, options).Quantize(segment).Tokens;
                foreach (var token in tokens)
                {
                    var frame = segment.Frame(Antiphon.Flow.Stem.Harmonic, token.Frame).ToArray();
                    var distances = NaiveDistances(frame, book, options);
                    Assert.True(distances[token.Harmonic.Code] < distances.Min() + 1e-4);
                    Assert.Equal(
                        distances[token.Harmonic.Code], token.HarmonicDistance, 2e-3);
                }
            },
            iter: 20);

    private static double[] NaiveDistances(float[] frame, Codebook book, VocabularyOptions options)
    {
        var size = book.Axes.Size;
        var projected = new double[size];
        for (var a = 0; a < size; a++)
        {
            for (var d = 0; d < Dimensions; d++)
            {
                projected[a] += (frame[d] - book.Mean.Span[d] - book.Axes.Centre.Span[d])
                    * book.Axes.Axes.Span[a * Dimensions + d];
            }

            projected[a] /= options.Whiten ? Math.Sqrt(book.Axes.Variances.Span[a]) : 1;
        }

        var length = options.UnitSphere ? Math.Sqrt(projected.Sum(value => value * value)) : 1;
        return [.. Enumerable.Range(0, book.TokenCount).Select(k => Math.Sqrt(
            Enumerable.Range(0, size).Sum(a => Math.Pow(
                projected[a] / length - book.Centroids.Span[k * size + a], 2))))];
    }

    private static FrameQuantizer Fresh() => new(Book(Options), Book(Options), Options);

    private static Codebook Book(VocabularyOptions options)
    {
        var frames = KMeansTests.Noise(21, 400, Dimensions);
        var sum = new CovarianceSum(Dimensions, 1);
        for (var n = 0; n < 400; n++)
        {
            sum.Add(frames.AsSpan(n * Dimensions, Dimensions));
        }

        var axes = PrincipalAxes.Of(
            sum.Mean(), sum.Covariance(), options.PcaSize, options.Whiten);
        return new Codebook(
            Enumerable.Repeat(0.1, Dimensions).ToArray(),
            axes,
            KMeansTests.Noise(22, options.TokenCount, axes.Size));
    }

    private static SegmentEncoded Moved(SegmentEncoded segment, long number) =>
        segment with
        {
            Place = segment.Place with
            {
                Segment = new(number),
                Start = new SegmentId(number).Start,
            },
        };

    private static List<(Token, Token)> Words(SegmentTokenized segment) =>
        [.. segment.Tokens.Select(token => (token.Harmonic, token.Percussive))];

    private static List<(float, float)> Distances(SegmentTokenized segment) =>
        [.. segment.Tokens.Select(token => (token.HarmonicDistance, token.PercussiveDistance))];
}
