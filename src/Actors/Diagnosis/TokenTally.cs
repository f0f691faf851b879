using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;

namespace Antiphon.Diagnosis;

/// <summary>
/// Counts the words of a hearing as training counts its own: neither rests nor warming frames.
/// </summary>
public static class TokenTally
{
    /// <param name="frames">In order, without gaps.</param>
    /// <param name="words">Words in the vocabulary.</param>
    public static TokenStatistics Of(IEnumerable<HeardFrame> frames, Stem stem, int words)
    {
        var statistics = new TokenStatistics(words);
        foreach (var frame in frames)
        {
            statistics.Add(WordOf(frame, stem));
        }

        return statistics;
    }

    /// <summary>The word that counts, or a rest where none does.</summary>
    public static Token WordOf(HeardFrame frame, Stem stem) =>
        frame.Warming ? Token.Rest : frame.Of(stem);
}
