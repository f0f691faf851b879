using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Perception;
using Xunit;

namespace Antiphon.Tests.Diagnosis;

public sealed class DiagnosisVerdictTests
{
    [Theory]
    [InlineData(true, true, "is identical to training")]
    [InlineData(false, true, "NOT identical to training, on the runtime that learned")]
    [InlineData(false, false, "another machine or runtime")]
    [InlineData(null, true, "no training to be identical to")]
    public void Identity_is_said_first(bool? identical, bool sameRuntime, string said) =>
        Assert.Contains(
            said,
            DiagnosisVerdict.Of(Report(identical), sameRuntime).First(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(20, "averaging itself takes words away")]
    [InlineData(39, "their small number")]
    public void Averaging_is_blamed_only_beyond_what_the_number_explains(int unique, string said) =>
        Assert.Contains(said, Text(Report(true, averagedUnique: unique)), StringComparison.Ordinal);

    [Fact]
    public void A_word_that_tells_its_index_is_called_too_much()
    {
        Assert.Contains("not where in the segment", Text(Report(true)), StringComparison.Ordinal);
        Assert.Contains(
            "0.010 less than chance",
            Text(Report(true, indexInformation: 0.04)),
            StringComparison.Ordinal);
        Assert.Contains(
            "too much", Text(Report(true, indexInformation: 0.2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Agreement_after_each_shift_is_said() => Assert.Contains(
        "90 % after 53 samples, nothing to compare after 160 samples",
        Text(Report(true)),
        StringComparison.Ordinal);

    [Fact]
    public void A_stem_that_rests_is_said_to_rest() => Assert.Contains(
        "rests throughout", Text(Report(null) with { Rows = [] }), StringComparison.Ordinal);

    private static string Text(DiagnosisReport report) =>
        string.Join('\n', DiagnosisVerdict.Of(report, sameRuntime: true));

    private static DiagnosisReport Report(
        bool? identical, int averagedUnique = 30, double indexInformation = 0.06) =>
        new(
            identical,
            new Dictionary<int, ShiftAgreement> { [53] = new(9, 10), [160] = default },
            [.. Enumerable.Repeat(new PermutationBaseline(indexInformation, 0.05, 0.001), 2)],
            [.. Rows(averagedUnique)],
            DenseSeconds: 20);

    private static IEnumerable<DiagnosisRow> Rows(int averagedUnique) =>
        from stem in Enum.GetValues<Stem>()
        from row in new[]
        {
            (DiagnosisRowNames.Training, 64), (DiagnosisRowNames.LiveAllFrames, 64),
            (DiagnosisRowNames.LiveAveraged, averagedUnique),
            (DiagnosisRowNames.EqualNControl, 40), (DiagnosisRowNames.DenseAveraged, 50),
            (DiagnosisRowNames.Unsplit, 60),
        }
        let spread = new Estimate(row.Item2, 1.5)
        select new DiagnosisRow(row.Item1, stem, 100, row.Item2, 0.1, 0.2, 5, 32, 3, spread);
}
