using System.Globalization;
using Antiphon.Flow;
using Antiphon.Perception;

namespace Antiphon.Host.Output;

/// <summary>What training found, for people and for machines.</summary>
internal static class VocabularyTable
{
    public static IReadOnlyList<string> Headings { get; } =
        ["stem", "frames", "words used", "top word", "perplexity"];

    public static IEnumerable<IReadOnlyList<string>> Rows(Vocabulary vocabulary) =>
        Enum.GetValues<Stem>().Select(stem =>
        {
            var words = TokenStatistics.Of(vocabulary.StatisticsOf(stem));
            return (IReadOnlyList<string>)
            [
                stem.ToString().ToLowerInvariant(),
                words.Count.ToString(CultureInfo.InvariantCulture),
                $"{words.Unique} of {vocabulary.Contract.TokenCount}",
                words.Top1Share.ToString("P1", CultureInfo.InvariantCulture),
                words.Perplexity.ToString("0.0", CultureInfo.InvariantCulture),
            ];
        });

    public static object Document(Vocabulary vocabulary, string path) => new
    {
        File = path,
        Contract = vocabulary.Contract.Sha256(),
        vocabulary.Recordings,
        vocabulary.Audit,
        GridOffsetsSamples =
            vocabulary.Hearings.Select(hearing => hearing.OffsetSamples).Distinct(),
        Harmonic = Figures(vocabulary, Stem.Harmonic),
        Percussive = Figures(vocabulary, Stem.Percussive),
    };

    private static object Figures(Vocabulary vocabulary, Stem stem)
    {
        var words = TokenStatistics.Of(vocabulary.StatisticsOf(stem));
        return new
        {
            words.Count,
            words.Unique,
            words.Top1Share,
            words.Top3Share,
            words.Perplexity,
        };
    }
}
