using System.Globalization;
using Antiphon.Diagnosis;
using Antiphon.Flow;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Output;

/// <summary>A diagnosis as a table for people and as a document for machines.</summary>
internal static class DiagnosisDocument
{
    public static IReadOnlyList<string> Headings { get; } =
    [
        "heard", "stem", "N", "unique", "top 1", "top 3", "entropy", "perplexity", "cond. entropy",
        "unique at equal N",
    ];

    public static IEnumerable<IReadOnlyList<string>> Rows(DiagnosisReport report) =>
        report.Rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            NameOf(row.Source),
            Text($"{row.N:0}"),
            Text($"{row.Unique:0.#}"),
            Text($"{row.Top1Share:P1}"),
            Text($"{row.Top3Share:P1}"),
            Text($"{row.EntropyBits:0.00}"),
            Text($"{row.Perplexity:0.0}"),
            Text($"{row.ConditionalEntropyBits:0.00}"),
            Text($"{row.UniqueAtEqualN.Mean:0.0} ± {row.UniqueAtEqualN.Spread:0.0}"),
        ]);

    /// <summary>What the table rests on, for a person.</summary>
    public static string Footnote(DiagnosisReport report) =>
        "Equal N is the number of averages. Training is its whole corpus; averages every 7 ms "
        + Text($"cover the first {report.DenseSeconds:0} s.");

    /// <summary>The same for machines, word for word what a person reads included.</summary>
    /// <param name="sentences">What is made of it.</param>
    public static object Of(DiagnosisReport report, IReadOnlyList<string> sentences) => new
    {
        report.IdenticalToTraining,
        ShiftAgreement = report.Shifts.ToDictionary(
            shift => shift.Key.ToString(CultureInfo.InvariantCulture), shift => shift.Value.Share),
        FrameIndexInformation = Enum.GetValues<Stem>().ToDictionary(
            NameOf,
            stem => report.IndexInformation[(int)stem]),
        Rows = report.Rows.Select(row => new
        {
            row.Name,
            Source = NameOf(row.Source),
            row.N,
            row.Unique,
            row.Top1Share,
            row.Top3Share,
            row.EntropyBits,
            row.Perplexity,
            row.ConditionalEntropyBits,
            UniqueAtEqualN = row.UniqueAtEqualN.Mean,
            UniqueAtEqualNSpread = row.UniqueAtEqualN.Spread,
        }),
        report.DenseSeconds,
        Footnote = Footnote(report),
        Sentences = sentences,
    };

    private static string NameOf(Stem stem) => stem.ToString().ToLowerInvariant();
}
