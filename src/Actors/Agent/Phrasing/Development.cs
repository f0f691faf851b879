using System.Collections.Immutable;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>A figure in a form: where its notes fall in an answer and what they ask for.</summary>
/// <param name="Form">What was made of the figure.</param>
/// <param name="Figure">The figure.</param>
/// <param name="FirstBar">Its bar with which the answer begins, from 0.</param>
/// <param name="Step">Degrees by which a sequence or a fragment moves each time.</param>
/// <param name="Slots">In time; without the last note.</param>
internal sealed record Development(
    PhraseForm Form, Figure Figure, int FirstBar, int Step, ImmutableArray<PhraseSlot> Slots)
{
    private const int MostSlots = LineSearch.MostSlots - 2;
    private const int LeastNotes = 3;
    private const double MotifWeight = 1.5;
    private const double EndingWeight = 0.7;
    private const int CellNotes = 4;
    private const double NearGoal = 0.2;
    private const double LeastStep = 0.2;
    private const double KeptShare = 0.6;
    private const double MostEarly = 0.75;
    private const double ShortBeats = 2.6;
    private const int LeastTones = 3;
    private const double Rocks = 1.5;

    /// <summary>Whether the figure's last note is the answer's too.</summary>
    public bool EndsAsFigure { get; init; }

    /// <summary>The degree that the form asks of the last note; null: any.</summary>
    public int? GoalWant => EndsAsFigure ? Degree(Figure.Notes.Length - 1, 0) : null;

    /// <summary>The note of the figure that the last note comes from; −1: none.</summary>
    public int GoalSource => EndsAsFigure ? Figure.Notes.Length - 1 : -1;

    /// <summary>Lays a figure out between an entrance and the last note.</summary>
    /// <param name="entrance">The position at which the answer may begin.</param>
    /// <param name="goal">The position of the last note.</param>
    /// <param name="density">Share of the notes that are kept, above 0.</param>
    public static Development Of(
        PhraseForm form, Figure figure, FigureMemory memory, double entrance, double goal,
        BeatLine line, Subdivision grid, double density, SplitMix64 random)
    {
        var step = form switch
        {
            PhraseForm.Sequence => random.NextDouble() < 0.6 ? -1 : random.NextInt(2) * 3 - 2,
            PhraseForm.Fragment => random.NextInt(3) - 1,
            _ => 0,
        };
        var best = new Development(form, figure, 0, step, []);
        var most = double.NegativeInfinity;
        for (var bar = 0; bar < figure.Bars; bar++)
        {
            foreach (var displaced in (ReadOnlySpan<bool>)[false, true])
            {
                if (grid.IsFree && !displaced)
                {
                    continue;
                }

                var anchor = displaced ? Displaced(figure, bar, entrance) : line.BarOf(entrance);
                var laid = new Development(form, figure, bar, step, []);
                laid = laid.IsRocking && step == 0 ? laid with { Step = -1 } : laid;
                laid = laid with { Slots = laid.Laid(anchor, entrance, goal) };
                var score = laid.Score(entrance, goal, line, anchor)
                    + MotifWeight * memory.Salience(figure, bar)
                    - (laid.IsRocking ? Rocks : 0)
                    + 0.4 * random.NextDouble();
                (best, most) = score > most ? (laid, score) : (best, most);
            }
        }

        if (form is PhraseForm.Repeat or PhraseForm.Invert && figure.Notes is [.., var last])
        {
            // The figure's own ending leads to the goal.
            var anchor = goal - last.Position;
            var laid = best with { FirstBar = 0, EndsAsFigure = true };
            laid = laid with { Slots = laid.Laid(anchor, entrance, goal) };
            var score = laid.Score(entrance, goal, line, anchor)
                + EndingWeight + 0.4 * random.NextDouble();
            best = score > most ? laid : best;
        }

        return best with { Slots = best.Filled(entrance, goal, line, grid, density, random) };
    }

    /// <summary>
    /// The degree that a form makes of a figure's note, before the whole line is moved.
    /// </summary>
    /// <param name="copy">Which copy of the figure or its cell it belongs to, from 0.</param>
    public int Degree(int note, int copy)
    {
        var degree = Figure.Notes[note].Degree;
        return Form == PhraseForm.Invert ? -degree : degree + Step * copy;
    }

    // A figure keeps its place in the bar; or it is moved to begin with the answer.
    private static double Displaced(Figure figure, int bar, double entrance)
    {
        var from = bar * figure.BarBeats;
        var first = figure.Notes.FirstOrDefault(note => note.Position >= from - 1e-6);
        return entrance - Math.Floor(Math.Max(0, first.Position - from) + 1e-6);
    }

    // A fragment of two tones, turned over and over, goes to and fro: it moves on at least.
    private bool IsRocking => Form == PhraseForm.Fragment
        && Cell().Select(note => note.Degree).Distinct().Count() < LeastTones;

    private IEnumerable<FigureNote> Cell() => Figure.Notes
        .Where(note => note.Position >= FirstBar * Figure.BarBeats - 1e-6).Take(CellNotes);

    private double CellBeats(double beats)
    {
        var bar = Figure.BarBeats;
        if (Form == PhraseForm.Sequence)
        {
            return beats >= 2 * bar - 1 || bar % 2 == 1 ? bar : bar / 2;
        }

        if (Form != PhraseForm.Fragment)
        {
            return Math.Max(1, Figure.Bars - FirstBar) * bar;
        }

        FigureNote[] cell = [.. Cell()];
        return cell.Length == 0
            ? bar
            : Math.Max(2, Math.Ceiling(
                cell[^1].Position + Math.Min(1, cell[^1].Length) - FirstBar * bar - 0.05));
    }

    private ImmutableArray<PhraseSlot> Laid(double anchor, double entrance, double goal)
    {
        var scale = Form == PhraseForm.Augment ? 2 : 1;
        var (from, cell) = (FirstBar * Figure.BarBeats, CellBeats(goal - entrance));
        var most = Form == PhraseForm.Fragment ? CellNotes : int.MaxValue;
        var slots = ImmutableArray.CreateBuilder<PhraseSlot>();
        for (var copy = 0; anchor + copy * cell * scale < goal && copy < MostSlots; copy++)
        {
            var used = 0;
            for (var i = 0; i < Figure.Notes.Length && slots.Count < MostSlots; i++)
            {
                var note = Figure.Notes[i];
                var inCell = note.Position - from;
                var at = anchor + (copy * cell + inCell) * scale;
                if (inCell < -1e-6 || inCell >= cell - 1e-6 || used >= most)
                {
                    continue;
                }

                used++;
                if (at >= entrance - 0.01 && at < goal - NearGoal)
                {
                    slots.Add(new PhraseSlot(
                        at, note.Length * scale, note.IsSure ? Degree(i, copy) : null, i));
                }
            }
        }

        return slots.ToImmutable();
    }

    private double Score(double entrance, double goal, BeatLine line, double anchor)
    {
        if (Slots.Length == 0)
        {
            return -10;
        }

        var moved = line.InBar(anchor);
        var askew = moved < 0.01 ? 0 : 2 * (int)Math.Round(moved) == line.BarBeats ? 0.15 : 0.45;
        return 0.12 * Math.Min(8, Slots.Length)
            - (Slots.Length < LeastNotes ? 1 : 0)
            - 1.2 * Math.Max(0, Slots[0].Position - entrance)
            - 0.4 * Math.Max(0, goal - Slots[^1].Position - 2)
            - askew
            + (FirstBar == 0 ? 0.2 : 0);
    }

    private ImmutableArray<PhraseSlot> Filled(
        double entrance, double goal, BeatLine line, Subdivision grid, double density,
        SplitMix64 random)
    {
        var slots = Slots.ToBuilder();
        Snap(slots, grid);
        if (Form == PhraseForm.Contrast)
        {
            Oppose(slots, line, random);
        }

        for (var i = slots.Count - 1; i > 0 && density < 1; i--)
        {
            if (slots[i].Strength(line) < 0.4 && random.NextDouble() > density)
            {
                slots.RemoveAt(i);
            }
        }

        if (slots.Count == 0 || slots[0].Position > entrance + 1.01)
        {
            for (var at = Math.Ceiling(entrance); at < goal - 0.5
                && (slots.Count == 0 || at < slots[0].Position - 0.5); at++)
            {
                slots.Insert(slots.Count(slot => slot.Position < at),
                    new PhraseSlot(at, 1, null, -1));
            }
        }

        if (slots.Count > 0 && slots[0].Position <= entrance + MostEarly)
        {
            slots[0] = slots[0] with { Position = entrance };
        }

        if (goal - entrance < ShortBeats)
        {
            Quicken(slots, goal, grid);
        }

        if (slots.Count > 0 && goal - slots[^1].Position > 2.01)
        {
            slots.Add(new PhraseSlot(goal - 1, 1, null, -1));
        }

        var keeps = entrance + KeptShare * (goal - entrance);
        for (var i = 0; i < slots.Count && Form == PhraseForm.NewEnding; i++)
        {
            slots[i] = slots[i].Position < keeps ? slots[i] : slots[i] with { Want = null };
        }

        return slots.ToImmutable();
    }

    // A figure of other music comes on the player's grid.
    private static void Snap(ImmutableArray<PhraseSlot>.Builder slots, Subdivision grid)
    {
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            slots[i] = slots[i] with { Position = Placed(slots[i].Position, grid) };
            if (i + 1 < slots.Count && slots[i + 1].Position - slots[i].Position < LeastStep)
            {
                slots.RemoveAt(i + 1);
            }
        }
    }

    private static double Placed(double position, Subdivision grid)
    {
        var parts = grid.IsTriple ? 3 : 4;
        return grid.IsFree ? position : Math.Round(position * parts) / parts;
    }

    // A short answer speaks faster.
    private static void Quicken(
        ImmutableArray<PhraseSlot>.Builder slots, double goal, Subdivision grid)
    {
        var half = grid.IsTriple ? 2 / 3.0 : 0.5;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var next = i + 1 < slots.Count ? slots[i + 1].Position : goal;
            if (next - slots[i].Position > 0.95)
            {
                slots.Insert(
                    i + 1, new PhraseSlot(slots[i].Position + half, 1 - half, null, -1));
            }
        }
    }

    // Sparse against much: only what stands on beats; dense against little: between them too.
    private static void Oppose(
        ImmutableArray<PhraseSlot>.Builder slots, BeatLine line, SplitMix64 random)
    {
        var span = slots.Count < 2 ? 1 : slots[^1].Position - slots[0].Position + 1;
        var dense = slots.Count / span > 1.2;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var slot = slots[i] with { Want = null };
            slots[i] = slot;
            if (dense && i > 0 && slot.Strength(line) < 0.4 && random.NextDouble() < 0.7)
            {
                slots.RemoveAt(i);
            }
            else if (!dense && slot.Length >= 0.95 && slots.Count < MostSlots
                && slot.Strength(line) >= 0.4 && random.NextDouble() < 0.6
                && (i + 1 == slots.Count || slots[i + 1].Position - slot.Position > 0.7))
            {
                slots.Insert(i + 1, slot with { Position = slot.Position + 0.5, Length = 0.5 });
            }
        }
    }
}
