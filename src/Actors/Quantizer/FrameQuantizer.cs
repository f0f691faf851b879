using System.Runtime.InteropServices;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Quantizer;

/// <summary>
/// Turns the frames of both stems into words: one segment in, one token a frame out.
/// </summary>
/// <remarks>
/// Training and playing run this very code. It remembers the running statistics of the stems, so
/// segments are given in order; where one is missing it starts afresh. It allocates nothing but the
/// tokens. Not thread-safe.
/// </remarks>
public sealed class FrameQuantizer
{
    private readonly CausalFeatures _features;
    private readonly StemWords _harmonic;
    private readonly StemWords _percussive;
    private readonly float[] _vector;

    /// <summary>Starts cold.</summary>
    /// <param name="harmonic">Words of the harmonic stem.</param>
    /// <param name="percussive">Words of the percussive stem; the same ones when shared.</param>
    /// <param name="options">The rules under which they were learned.</param>
    public FrameQuantizer(Codebook harmonic, Codebook percussive, VocabularyOptions options)
    {
        _features = new CausalFeatures(
            harmonic.CreateFeatures(options), percussive.CreateFeatures(options));
        _harmonic = new StemWords(harmonic);
        _percussive = new StemWords(percussive);
        _vector = new float[_features.ResultLength];
    }

    /// <summary>Forgets what was heard: after a gap, and before another recording.</summary>
    public void Reset() => _features.Reset();

    /// <summary>Puts one segment into words.</summary>
    /// <param name="segment">Features [frames, dimensions] of both stems.</param>
    /// <returns>One token per frame, in order; their places tile the segment.</returns>
    /// <exception cref="QuantizerException">The encoder gave a number that is none.</exception>
    /// <exception cref="ArgumentException">The features have another shape.</exception>
    public SegmentTokenized Quantize(SegmentEncoded segment)
    {
        _features.Begin(segment);
        var tokens = new FrameToken[segment.Frames.Length];
        for (var frame = 0; frame < tokens.Length; frame++)
        {
            var harmonic = Find(segment, Stem.Harmonic, frame, out var harmonicDistance);
            var percussive = Find(segment, Stem.Percussive, frame, out var percussiveDistance);
            tokens[frame] = new FrameToken(
                FrameCells.Of(segment.Place, frame, tokens.Length),
                frame,
                FrameGrid.FrameCentre(segment.Start, frame),
                harmonic,
                percussive,
                harmonicDistance,
                percussiveDistance,
                segment.Frames[frame],
                segment.Warming);
        }

        return new SegmentTokenized(
            segment.Place, ImmutableCollectionsMarshal.AsImmutableArray(tokens));
    }

    private Token Find(SegmentEncoded segment, Stem stem, int frame, out float distance)
    {
        distance = 0;
        if (!_features.Hear(segment, stem, frame, _vector))
        {
            return Token.Rest;
        }

        var words = stem == Stem.Harmonic ? _harmonic : _percussive;
        return words.Find(_vector, out distance);
    }

    /// <summary>One stem's words, with the scratch to search them.</summary>
    private sealed class StemWords
    {
        private readonly CentroidTable _centroids;
        private readonly float[] _scratch;

        public StemWords(Codebook codebook)
        {
            _centroids = new CentroidTable(
                codebook.Centroids.Span, codebook.TokenCount, codebook.Axes.Size);
            _scratch = new float[_centroids.ScratchLength];
        }

        public Token Find(ReadOnlySpan<float> padded, out float distance)
        {
            var vector = padded[.._centroids.Dimensions];
            var square = 0.0;
            foreach (var value in vector)
            {
                square += (double)value * value;
            }

            var word = _centroids.Nearest(vector, _scratch, out var score);
            distance = (float)Math.Sqrt(Math.Max(0, square + 2.0 * score));
            return new Token((byte)word);
        }
    }
}
