using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>An answer as it is meant: all its notes, and why.</summary>
/// <param name="Order">What it was made of.</param>
/// <param name="Entrance">The position at which it begins.</param>
/// <param name="Space">What its line was searched in; its slots are the melody's.</param>
/// <param name="Found">The line that won.</param>
/// <param name="Notes">All voices, in the order of their positions.</param>
/// <param name="Reason">Why.</param>
internal sealed record PhrasePlan(
    PhraseOrder Order,
    double Entrance,
    SearchSpace Space,
    FoundLine Found,
    ImmutableArray<PhraseNote> Notes,
    PhraseReason Reason)
{
    /// <summary>Where the last note ends.</summary>
    public double End => Reason.Goal.Position + Reason.Goal.Length;

    /// <summary>Whether more of its figure is left, or as much at less cost for a note.</summary>
    public bool IsBetterThan(PhrasePlan other) =>
        Reason.IsFree != other.Reason.IsFree ? other.Reason.IsFree : CostOfNote <= other.CostOfNote;

    private double CostOfNote => Found.Costs.Sum / Found.Degrees.Length;

    /// <summary>What it played itself, to be developed later.</summary>
    public Figure AsFigure()
    {
        var bar = Order.Line.BarOf(Entrance);
        return new Figure(
            FigureOwner.Own,
            Order.Line.TimeOf(Entrance),
            Order.Line.BarBeats,
            [
                .. Space.Slots.Zip(Found.Degrees, (slot, degree) =>
                    new FigureNote(slot.Position - bar, slot.Length, degree)),
            ],
            Order.Grid.IsFree);
    }
}
