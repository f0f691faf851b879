using Antiphon.Flow;
using Antiphon.Perception;

namespace Antiphon.Diagnosis;

/// <summary>Counts the words of every way of hearing, both stems, all held against one N.</summary>
public sealed class DiagnosisTable
{
    private readonly int _words;
    private readonly long[] _equalN;
    private readonly List<DiagnosisRow> _rows = [];

    /// <param name="words">Words in the vocabulary.</param>
    /// <param name="averaged">The averages of segments: they are the fewest, so they set N.</param>
    public DiagnosisTable(int words, IReadOnlyList<HeardFrame> averaged)
    {
        _words = words;
        _equalN = [.. Stems.Select(stem => TokenTally.Of(averaged, stem, words).Count)];
    }

    /// <summary>Both stems of every way added, in the order in which they were.</summary>
    public IReadOnlyList<DiagnosisRow> Rows => _rows;

    private static IEnumerable<Stem> Stems => Enum.GetValues<Stem>();

    /// <summary>Adds what training counted.</summary>
    public void AddTraining(Vocabulary vocabulary) => Add(
        DiagnosisRowNames.Training, stem => TokenStatistics.Of(vocabulary.StatisticsOf(stem)));

    /// <summary>Adds a way of hearing.</summary>
    /// <param name="name">One of <see cref="DiagnosisRowNames"/>.</param>
    /// <param name="frames">In order.</param>
    public void Add(string name, IReadOnlyList<HeardFrame> frames) =>
        Add(name, stem => TokenTally.Of(frames, stem, _words));

    /// <summary>Adds the mean of draws of one frame from each segment.</summary>
    /// <param name="frames">All frames, as live.</param>
    public void AddControl(IReadOnlyList<HeardFrame> frames) => _rows.AddRange(Stems.Select(
        stem => DiagnosisRow.Of(
            DiagnosisRowNames.EqualNControl,
            stem,
            SeededDraws.OneFrameASegment(frames, stem, _words))));

    private void Add(string name, Func<Stem, TokenStatistics> count) => _rows.AddRange(Stems.Select(
        stem => DiagnosisRow.Of(name, stem, count(stem), _equalN[(int)stem])));
}
