using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>The rhythm in which the player accompanies: that of one bar.</summary>
/// <param name="Chords">Where chords or single tones are struck.</param>
/// <param name="Bass">Where the bass plays.</param>
internal sealed record CompPattern(
    ImmutableArray<CompStroke> Chords, ImmutableArray<CompStroke> Bass)
{
    private const int MostStrokes = 16;
    private const double ShortestLength = 0.2;

    public static CompPattern None { get; } = new([], []);

    /// <summary>The last bar in which the player accompanied.</summary>
    public static CompPattern Hear(Texture texture, BeatLine line, Subdivision grid)
    {
        if (!texture.IsPolyphonic)
        {
            return None;
        }

        var chords = Bars(texture.Chords, line, grid);
        var bass = Bars(texture.Bass, line, grid);
        return new CompPattern(Typical(chords), Typical(bass));
    }

    private static List<(double Bar, ImmutableArray<CompStroke> Strokes)> Bars(
        IEnumerable<HeardNote> notes, BeatLine line, Subdivision grid)
    {
        List<(double Bar, CompStroke Stroke)> strokes = [];
        foreach (var group in Texture.Together(notes))
        {
            var position = grid.Snap(line.PositionOf(group[0].Onset));
            var length = Pitch.Median(
                [.. group.Select(note => note.Seconds / Math.Max(0.1, line.Seconds))], 1);
            strokes.Add((line.BarOf(position), new CompStroke(
                position - line.BarOf(position),
                Math.Max(ShortestLength, length),
                group.Select(note => note.Key).Distinct().Count())));
        }

        // Among chords a single tone is one that strayed from another line.
        var tones = Pitch.Median([.. strokes.Select(stroke => (double)stroke.Stroke.Tones)], 1);
        return
        [
            .. strokes.Where(stroke => 2 * stroke.Stroke.Tones >= tones)
                .GroupBy(stroke => stroke.Bar, stroke => stroke.Stroke)
                .Select(bar => (bar.Key, (ImmutableArray<CompStroke>)
                [
                    .. bar.DistinctBy(stroke => stroke.InBar).Take(MostStrokes),
                ])),
        ];
    }

    // Of the last bars the one that is most like the others; of those alike, the last.
    private static ImmutableArray<CompStroke> Typical(
        List<(double Bar, ImmutableArray<CompStroke> Strokes)> bars)
    {
        var last = bars.TakeLast(4).Select(bar => bar.Strokes).ToList();
        return last.Count == 0
            ? []
            : last.Select((strokes, i) => (strokes, i)).MaxBy(bar => 0.01 * bar.i + last.Sum(
                other => Shared(bar.strokes, other))).strokes;
    }

    private static double Shared(
        ImmutableArray<CompStroke> a, ImmutableArray<CompStroke> b) =>
        (double)a.Count(x => b.Any(y => Math.Abs(x.InBar - y.InBar) < 0.05))
        / Math.Max(1, Math.Max(a.Length, b.Length));
}

/// <summary>A stroke of an accompaniment.</summary>
/// <param name="InBar">Beats from the first beat of the bar, as written.</param>
/// <param name="Length">In beats.</param>
/// <param name="Tones">How many tones sound together, from 1.</param>
internal readonly record struct CompStroke(double InBar, double Length, int Tones);
