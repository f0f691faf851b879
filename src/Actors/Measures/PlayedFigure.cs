namespace Antiphon.Measures;

/// <summary>Four notes of a line that follow each other, whatever their key and tempo.</summary>
/// <param name="Time">When the first begins, in seconds.</param>
/// <param name="First">From the first note to the second, in semitones.</param>
/// <param name="Second">To the third.</param>
/// <param name="Third">To the fourth.</param>
/// <param name="Slower">
/// The second step between onsets over the first, in octaves: 1 where it is twice as long.
/// </param>
/// <param name="SlowerThen">The third over the second.</param>
internal readonly record struct PlayedFigure(
    double Time, int First, int Second, int Third, double Slower, double SlowerThen)
{
    public const int Notes = 4;

    private const double LongestStepSeconds = 2.5;
    private const double ShortestStepSeconds = 0.03;
    private const int KeySlack = 1;
    private const double RhythmSlack = 0.4;

    /// <summary>Every figure of a line; a step of over 2.5 s ends the line.</summary>
    /// <param name="line">One note at a time, in the order of onsets.</param>
    public static IReadOnlyList<PlayedFigure> In(IReadOnlyList<Tone> line)
    {
        List<PlayedFigure> figures = [];
        for (var i = 0; i + Notes <= line.Count; i++)
        {
            if (Of(line[i], line[i + 1], line[i + 2], line[i + 3]) is { } figure)
            {
                figures.Add(figure);
            }
        }

        return figures;
    }

    /// <summary>
    /// The same figure to the ear: each interval within a semitone, each change of pace within 0.4
    /// octaves.
    /// </summary>
    public bool IsLike(in PlayedFigure other) => Paces(other)
        && Math.Abs(First - other.First) <= KeySlack
        && Math.Abs(Second - other.Second) <= KeySlack
        && Math.Abs(Third - other.Third) <= KeySlack;

    /// <summary>The same, with every interval turned round.</summary>
    public bool IsUpsideDown(in PlayedFigure other) => Paces(other)
        && Math.Abs(First + other.First) <= KeySlack
        && Math.Abs(Second + other.Second) <= KeySlack
        && Math.Abs(Third + other.Third) <= KeySlack;

    private bool Paces(in PlayedFigure other) =>
        Math.Abs(Slower - other.Slower) < RhythmSlack
        && Math.Abs(SlowerThen - other.SlowerThen) < RhythmSlack;

    private static PlayedFigure? Of(in Tone a, in Tone b, in Tone c, in Tone d)
    {
        var (one, two, three) = (b.Onset - a.Onset, c.Onset - b.Onset, d.Onset - c.Onset);
        return Math.Max(one, Math.Max(two, three)) > LongestStepSeconds
            ? null
            : new PlayedFigure(
                a.Onset, b.Key - a.Key, c.Key - b.Key, d.Key - c.Key, Pace(one, two),
                Pace(two, three));
    }

    private static double Pace(double before, double after) => Math.Log2(
        Math.Max(ShortestStepSeconds, after) / Math.Max(ShortestStepSeconds, before));
}
