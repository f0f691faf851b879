using System.Collections.Immutable;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>
/// Composes an answer: its ending first, then its form, then the line that leads there.
/// </summary>
/// <remarks>
/// The same order, memory and chance give the same answer. Not thread-safe. Bounded: a phrase has
/// at most <see cref="LineSearch.MostSlots"/> notes of melody.
/// </remarks>
internal sealed class PhraseComposer
{
    private const double LatestUpbeat = 0.02;
    private const int ShiftsTried = 2;
    private const double PerDegreeMoved = 0.15;

    private readonly LineSearch _search = new();

    /// <summary>Composes; null when the player played nothing that can be answered.</summary>
    public PhrasePlan? Compose(PhraseOrder order, FigureMemory memory, SplitMix64 random)
    {
        var weights = order.Forms ?? FormWeights.Of(order.Mode, order.PlaysMuch);
        var entrance = Entrance(order);
        var (at, length) = PhraseGoal.Place(entrance, order.RoomEnd, order.Line, random);
        var (close, step) = PhraseGoal.Answering(
            PhraseHarmony.CloseOf(order.Chord, order.Key), order.Key, order.Home, order.Heard,
            random);
        var goal = new PhraseGoal(at, length, close, step);
        var harmony = PhraseHarmony.Towards(
            goal, order.Key, order.Home, order.Chord, order.Ahead, entrance, order.Line);
        goal = order.Ahead.Count > 0 ? OnChord(goal, harmony) : goal;
        var form = weights.At(random.NextDouble());
        PhrasePlan? Better(PhrasePlan? best, Figure figure)
        {
            var development = Development.Of(
                FormOf(figure, form), figure, memory, entrance, goal.Position, order.Line,
                order.Grid, order.Density, random);
            var plan = Planned(order, entrance, development, goal, harmony, random);
            return plan is null || best?.IsBetterThan(plan) == true ? best : plan;
        }

        // Of figures as good as each other, the one that suits the music of now; one of which
        // little would be left gives way to what was played last.
        var best = memory.Draw(weights.Sources, order.Taste, order.Now, random)
            .Aggregate((PhrasePlan?)null, Better);
        return best is { Reason.IsFree: false }
            ? best
            : memory.Player.TakeLast(1).Aggregate(best, Better);
    }

    /// <summary>The notes of a line and what accompanies it.</summary>
    public static ImmutableArray<PhraseNote> Notes(
        PhraseOrder order, double entrance, SearchSpace space, FoundLine found, PhraseGoal goal)
    {
        var melody = new PhraseNote[found.Degrees.Length];
        var span = Math.Max(1, goal.Position + goal.Length - entrance);
        for (var i = 0; i < melody.Length; i++)
        {
            var slot = space.Slots[i];
            var last = i + 1 == melody.Length;
            melody[i] = new PhraseNote(
                PhraseVoice.Melody,
                slot.Position,
                last ? goal.Length : Held(order, slot, space.Slots[i + 1].Position),
                space.KeyOf(i, found.Degrees[i]),
                PhraseDynamics.Velocity(
                    PhraseVoice.Melody, order.Level.Velocity,
                    (slot.Position - entrance) / span,
                    (slot with { Length = 0.5 }).Strength(space.Line)));
        }

        var rhythm = CompPattern.Hear(order.Call, order.Line, order.Grid);
        return
        [
            .. melody.Concat(Accompaniment.Under(
                rhythm, space.Harmony, entrance, melody, order.Line, order.Level.Velocity,
                LastChord(order.Call)))
                .OrderBy(note => note.Position).ThenBy(note => note.Voice).ThenBy(note => note.Key),
        ];
    }

    // What was made of a figure before is taken up, not turned over once more.
    private static PhraseForm FormOf(Figure figure, PhraseForm drawn) =>
        figure.Owner == FigureOwner.Own && (drawn is PhraseForm.Invert or PhraseForm.Fragment)
            ? PhraseForm.Repeat
            : drawn;

    private static double Entrance(PhraseOrder order)
    {
        var earliest = order.Line.PositionOf(order.Now.PlusSeconds(order.EarliestSeconds));
        return order.Grid.IsFree ? earliest : Math.Ceiling(earliest - LatestUpbeat);
    }

    private static PhraseGoal OnChord(PhraseGoal goal, PhraseHarmony harmony)
    {
        var chord = harmony.At(goal.Position);
        var ladder = harmony.LadderAt(goal.Position);
        return goal with
        {
            Close = PhraseHarmony.CloseOf(chord, harmony.Key),
            Step = chord.Has(ladder.KeyOf(goal.Step + 5 * Ladder.Steps))
                ? goal.Step
                : Ladder.StepOf(ladder.DegreeOf(chord.Root + 60)),
        };
    }

    private static SearchSpace Space(
        PhraseOrder order, Development development, PhraseGoal goal, PhraseHarmony harmony)
    {
        return new SearchSpace(
            development.Slots.Add(new PhraseSlot(
                goal.Position, goal.Length, development.GoalWant, development.GoalSource)),
            order.Line,
            harmony,
            goal.Step,
            order.Heard,
            order.Register,
            order.Weights,
            order.Sounding);
    }

    // A form leaves open where the line lies: the places that fit the chords best are searched.
    private (FoundLine? Found, int Shift, SearchSpace Space) Best(
        SearchSpace space, PhraseForm form, bool harmonises, SplitMix64 random)
    {
        List<(double Cost, int Shift, SearchSpace Space)> places = [];
        var reach = form is PhraseForm.Repeat or PhraseForm.NewEnding ? 0 : 3;
        var middle = Middle(space);
        for (var step = -reach; step <= reach; step++)
        {
            var shift = form == PhraseForm.Invert
                ? middle + step
                : Ladder.Steps * (int)Math.Round((double)middle / Ladder.Steps) + step;
            var moved = space.Moved(shift);
            moved = harmonises
                ? moved.Over(moved.Harmony.Under(moved.Slots, moved.Line), moved.Line)
                : moved;
            var cost = PerDegreeMoved * Math.Abs(step);
            for (var i = 0; i < moved.Slots.Length; i++)
            {
                cost += moved.Slots[i].Want is { } want ? moved.Alone(i, want).Sum : 0;
            }

            places.Add((cost, shift, moved));
        }

        (FoundLine? Found, int Shift, SearchSpace Space) best = (null, 0, space);
        foreach (var (_, shift, moved) in places.OrderBy(place => place.Cost).Take(ShiftsTried))
        {
            var found = _search.Find(moved, [], random);
            if (found is not null && (best.Found is null || found.Costs.Sum < best.Found.Costs.Sum))
            {
                best = (found, shift, moved);
            }
        }

        return best;
    }

    // How far the figure lies from the middle of the register, in degrees.
    private static int Middle(SearchSpace space)
    {
        double[] wants =
            [.. space.Slots.Select(slot => slot.Want).OfType<int>().Select(want => (double)want)];
        var centre = space.Harmony.LadderAt(space.Slots[0].Position)
            .DegreeOf((int)Math.Round(space.Register.CentreKey));
        return centre - (int)Pitch.Median(wants, centre);
    }

    private static double Held(PhraseOrder order, PhraseSlot slot, double next)
    {
        const double LongestRestSeconds = 0.5;
        var step = next - slot.Position;
        var rest = LongestRestSeconds / Math.Max(0.1, order.Line.Seconds);
        return slot.Source < 0
            ? step * order.Level.Touch
            : Math.Clamp(slot.Length, Math.Min(step * 0.3, step), step * 0.97) is var held
                && step - held > rest ? step - rest : held;
    }

    private static ImmutableArray<int> LastChord(Texture call) =>
        Texture.Together(call.Chords).LastOrDefault(group => group.Count > 1) is { } last
            ? [.. last.Select(note => note.Key).Distinct().Order()]
            : [];

    private PhrasePlan? Planned(
        PhraseOrder order, double entrance, Development development, PhraseGoal goal,
        PhraseHarmony harmony, SplitMix64 random)
    {
        var (found, shift, space) = Best(
            Space(order, development, goal, harmony), development.Form,
            harmonises: order.Ahead.Count == 0, random);
        return found is null ? null : new PhrasePlan(
            order, entrance, space, found, Notes(order, entrance, space, found, goal),
            new PhraseReason(development, shift, 0, 0, goal, found.Costs).Of(space, found));
    }
}
