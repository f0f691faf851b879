using System.Collections.Immutable;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A phrase's melody as it can be played again: by beats and degrees.</summary>
/// <param name="Owner">Who played it.</param>
/// <param name="From">When its first note began; in a recording, since its beginning.</param>
/// <param name="BarBeats">Beats of its bars, 2…7.</param>
/// <param name="Notes">In time.</param>
/// <param name="IsFree">It was played without a beat: its positions keep to no grid.</param>
/// <param name="Recording">The recording that it comes from; null when it was played here.</param>
internal sealed record Figure(
    FigureOwner Owner,
    SampleTime From,
    int BarBeats,
    ImmutableArray<FigureNote> Notes,
    bool IsFree = false,
    string? Recording = null)
{
    /// <summary>No figure is longer.</summary>
    public const int MostNotes = 96;

    private const double Upbeat = 0.3;
    private const int FarDegrees = 4;

    /// <summary>Bars that it spans, from 1; 0 when it holds no notes.</summary>
    public int Bars => Notes is [.., var last]
        ? (int)Math.Floor(last.Position / BarBeats + 1e-6) + 1
        : 0;

    /// <summary>Hears the figure of a melody.</summary>
    /// <param name="melody">In time.</param>
    /// <param name="line">Where its beats fall.</param>
    /// <param name="grid">Where its notes fall within a beat.</param>
    /// <param name="ladder">The degrees of its key.</param>
    public static Figure Of(
        IReadOnlyList<HeardNote> melody, BeatLine line, Subdivision grid, Ladder ladder,
        FigureOwner owner = FigureOwner.Player)
    {
        if (melody.Count == 0)
        {
            return new Figure(owner, default, line.BarBeats, []);
        }

        var bar = grid.IsFree
            ? line.PositionOf(melody[0].Onset)
            : line.BarOf(line.PositionOf(melody[0].Onset) + Upbeat);
        var notes = ImmutableArray.CreateBuilder<FigureNote>();
        foreach (var note in melody.Take(MostNotes))
        {
            var position = grid.Snap(line.PositionOf(note.Onset)) - bar;
            var length = Math.Max(
                0.1, line.PositionOf(note.End) - line.PositionOf(note.Onset));
            var next = new FigureNote(position, length, ladder.DegreeOf(note.Key));
            if (notes.Count > 0 && position - notes[^1].Position < 0.05)
            {
                // Two notes on one place: the longer one is meant.
                notes[^1] = notes[^1].Length >= length ? notes[^1] : next;
            }
            else
            {
                notes.Add(next);
            }
        }

        return new Figure(
            owner, melody[0].Onset, line.BarBeats, Judged(notes.ToImmutable()), grid.IsFree);
    }

    private static ImmutableArray<FigureNote> Judged(ImmutableArray<FigureNote> notes) =>
    [
        .. notes.Select((note, i) => i == 0 || i + 1 == notes.Length ? note : note with
        {
            IsSure = Math.Min(
                    Math.Abs(note.Degree - notes[i - 1].Degree),
                    Math.Abs(note.Degree - notes[i + 1].Degree)) < FarDegrees
                || Math.Abs(notes[i - 1].Degree - notes[i + 1].Degree) >= FarDegrees
                || Math.Sign(note.Degree - notes[i - 1].Degree)
                    != Math.Sign(note.Degree - notes[i + 1].Degree),
        }),
    ];

    /// <summary>How many notes lie in a bar.</summary>
    public int NotesIn(int bar) => Notes.Count(note =>
        note.Position >= bar * BarBeats - 1e-6 && note.Position < (bar + 1) * BarBeats - 1e-6);

    /// <summary>
    /// How alike the rhythms of two bars are: shared onsets among all, 0…1.
    /// </summary>
    public double Likeness(int bar, Figure other, int otherBar)
    {
        var (mine, theirs) = (Onsets(bar), other.Onsets(otherBar));
        var shared = mine.Intersect(theirs).Count();
        return shared == 0 ? 0 : (double)shared / mine.Union(theirs).Count();
    }

    private List<int> Onsets(int bar) =>
    [
        .. Notes.Select(note => (int)Math.Round(24 * (note.Position - bar * BarBeats)))
            .Where(onset => onset >= 0 && onset < 24 * BarBeats),
    ];
}

/// <summary>A note of a figure.</summary>
/// <param name="Position">
/// Beats from the first beat of its first bar; negative for an upbeat before it.
/// </param>
/// <param name="Length">In beats, above 0.</param>
/// <param name="Degree">On the <see cref="Ladder"/> of its key.</param>
/// <param name="IsSure">
/// False for a tone that leaps far away and back at once, as misheard ones do: its time counts,
/// its degree does not.
/// </param>
internal readonly record struct FigureNote(
    double Position, double Length, int Degree, bool IsSure = true);

/// <summary>Who played a figure.</summary>
internal enum FigureOwner
{
    Player = 0,

    /// <summary>The agent itself.</summary>
    Own = 1,

    /// <summary>It was learned from a recording.</summary>
    Corpus = 2,
}
