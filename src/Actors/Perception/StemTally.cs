using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>Counts the words of one stem as they come.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="stem">The stem to look at.</param>
/// <param name="tokenCount">Words it has.</param>
internal sealed class StemTally(Stem stem, int tokenCount)
{
    private readonly long[] _histogram = new long[tokenCount];
    private readonly long[] _bigrams = new long[tokenCount * tokenCount];
    private double _distances;
    private long _frames;
    private FrameToken? _previous;

    /// <summary>Forgets the last word, as after a gap.</summary>
    public void Break() => _previous = null;

    public void Add(FrameToken token)
    {
        var word = token.Of(stem);
        if (word.IsRest || token.Warming)
        {
            _previous = null;
            return;
        }

        _histogram[word.Code]++;
        _distances += stem == Stem.Harmonic ? token.HarmonicDistance : token.PercussiveDistance;
        _frames++;
        if (_previous is not null && _previous.Ordinal + 1 == token.Ordinal)
        {
            _bigrams[_previous.Of(stem).Code * tokenCount + word.Code]++;
        }

        _previous = token;
    }

    public StemStatistics ToStatistics() =>
        new(_histogram, _bigrams, _frames == 0 ? 0 : _distances / _frames);
}
