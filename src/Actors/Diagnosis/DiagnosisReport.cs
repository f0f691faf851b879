using Antiphon.Flow;
using Antiphon.Perception;

namespace Antiphon.Diagnosis;

/// <summary>How the words of one recording fare under one vocabulary, and why.</summary>
/// <param name="IdenticalToTraining">
/// Whether live gave the very words of training; null when the recording was not trained on.
/// </param>
/// <param name="Shifts">Agreement of both stems together, by shift in samples.</param>
/// <param name="IndexInformation">
/// What a word tells of its frame's index in the segment, [stems].
/// </param>
/// <param name="Rows">Both stems of every way of hearing.</param>
/// <param name="DenseSeconds">Seconds of the recording that the dense windows cover.</param>
public sealed record DiagnosisReport(
    bool? IdenticalToTraining,
    IReadOnlyDictionary<int, ShiftAgreement> Shifts,
    IReadOnlyList<PermutationBaseline> IndexInformation,
    IReadOnlyList<DiagnosisRow> Rows,
    double DenseSeconds)
{
    /// <summary>
    /// How much more than chance a word may tell of its index, normalised: beyond it, a word would
    /// say where in the segment a sound lies instead of what it is.
    /// </summary>
    public const double MostIndexExcess = 0.03;

    /// <summary>A row of the table; null when that way was not looked at.</summary>
    public DiagnosisRow? Row(string name, Stem stem) =>
        Rows.FirstOrDefault(row => row.Name == name && row.Source == stem);
}
