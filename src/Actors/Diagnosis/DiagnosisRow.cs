using Antiphon.Flow;
using Antiphon.Perception;

namespace Antiphon.Diagnosis;

/// <summary>The diversity of one stem's words under one way of hearing.</summary>
/// <param name="Name">One of <see cref="DiagnosisRowNames"/>.</param>
/// <param name="N">Words counted.</param>
/// <param name="Unique">Words that came at all; a mean over draws in the control.</param>
/// <param name="UniqueAtEqualN">
/// Unique words among as many frames as there are averages, drawn several times.
/// </param>
public sealed record DiagnosisRow(
    string Name,
    Stem Source,
    double N,
    double Unique,
    double Top1Share,
    double Top3Share,
    double EntropyBits,
    double Perplexity,
    double ConditionalEntropyBits,
    Estimate UniqueAtEqualN)
{
    /// <param name="equalN">Frames that every row is held against.</param>
    public static DiagnosisRow Of(
        string name, Stem stem, TokenStatistics words, long equalN) =>
        new(
            name,
            stem,
            words.Count,
            words.Unique,
            words.Top1Share,
            words.Top3Share,
            words.EntropyBits,
            words.Perplexity,
            words.ConditionalEntropyBits,
            SeededDraws.Unique(words.Histogram, equalN));

    /// <summary>The mean of several draws, with the spread of their unique words.</summary>
    public static DiagnosisRow Of(string name, Stem stem, IReadOnlyList<TokenStatistics> draws) =>
        new(
            name,
            stem,
            draws.Average(draw => draw.Count),
            draws.Average(draw => draw.Unique),
            draws.Average(draw => draw.Top1Share),
            draws.Average(draw => draw.Top3Share),
            draws.Average(draw => draw.EntropyBits),
            draws.Average(draw => draw.Perplexity),
            draws.Average(draw => draw.ConditionalEntropyBits),
            Estimate.Of([.. draws.Select(draw => (double)draw.Unique)]));
}
