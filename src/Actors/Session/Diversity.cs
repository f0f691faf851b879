using Antiphon.Perception;

namespace Antiphon.Session;

/// <summary>How diverse the words of one stem were.</summary>
/// <param name="UniqueAtTrainingN">
/// Unique words to be expected at the smaller of the live and the training number of frames.
/// </param>
/// <param name="JensenShannonBits">Divergence of the histogram from the training's, 0…1.</param>
public sealed record Diversity(
    int Unique,
    double Top1Share,
    double Top3Share,
    double EntropyBits,
    double Perplexity,
    double ConditionalEntropyBits,
    double UniqueAtTrainingN,
    double JensenShannonBits)
{
    /// <param name="words">The stream that is described.</param>
    /// <param name="other">The stream that it is held against.</param>
    public static Diversity Of(TokenStatistics words, TokenStatistics other) => new(
        words.Unique,
        words.Top1Share,
        words.Top3Share,
        words.EntropyBits,
        words.Perplexity,
        words.ConditionalEntropyBits,
        words.UniqueAtTrainingN(other),
        words.JensenShannonDivergence(other));
}
