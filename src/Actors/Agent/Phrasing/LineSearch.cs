using System.Collections.Immutable;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>Searches the line that costs least on its way to its goal.</summary>
/// <remarks>
/// A beam: of all lines to a slot the best <see cref="Beam"/> go on, no two of them with the same
/// last two tones, for these cost the same from there on. What is left of the way to the goal
/// counts from the beginning. Not thread-safe: it keeps its room.
/// </remarks>
internal sealed class LineSearch
{
    public const int Beam = 32;

    /// <summary>No phrase has more slots.</summary>
    public const int MostSlots = 64;

    private const int Reach = 6;
    private const int MostTones = 64;
    private const double PerDegreeTooFar = 0.5;
    private const int DegreesPerSlot = 2;

    private readonly Node[] _nodes = new Node[MostSlots * Beam];
    private readonly Node[] _next = new Node[Beam * MostTones];
    private readonly double[] _costs = new double[Beam * MostTones];
    private readonly int[] _order = new int[Beam * MostTones];
    private readonly double[] _alone = new double[MostTones];
    private readonly int[] _counts = new int[MostSlots];

    /// <summary>The best line; null when no tone is allowed in some slot.</summary>
    /// <param name="fixedDegrees">Degrees of the first slots, which stand.</param>
    public FoundLine? Find(
        SearchSpace space, IReadOnlyList<int> fixedDegrees, SplitMix64 random)
    {
        var slots = Math.Min(space.Slots.Length, MostSlots);
        var (lowest, highest) = Degrees(space);
        for (var slot = 0; slot < slots; slot++)
        {
            var found = slot < fixedDegrees.Count
                ? Stand(space, slot, fixedDegrees[slot])
                : Grow(space, slot, lowest, highest, random);
            if (found == 0)
            {
                return null;
            }

            _counts[slot] = found;
        }

        return Winner(space, slots);
    }

    private static (int Lowest, int Highest) Degrees(SearchSpace space)
    {
        var ladder = space.Harmony.LadderAt(space.Slots[0].Position);
        var lowest = ladder.DegreeOf(space.Register.LowestKey) - 1;
        var highest = ladder.DegreeOf(space.Register.HighestKey) + 1;
        return (lowest, Math.Min(highest, lowest + MostTones - 1));
    }

    private int Stand(SearchSpace space, int slot, int degree)
    {
        var last = slot == 0 ? default : _nodes[(slot - 1) * Beam];
        _nodes[slot * Beam] = new Node(
            last.Cost + space.Alone(slot, degree).Sum, degree, 0,
            slot == 0 ? null : degree - last.Degree);
        return 1;
    }

    private int Grow(SearchSpace space, int slot, int lowest, int highest, SplitMix64 random)
    {
        for (var degree = lowest; degree <= highest; degree++)
        {
            _alone[degree - lowest] = !space.Allows(slot, degree)
                ? double.PositiveInfinity
                : space.Alone(slot, degree).Sum
                    + space.Weights.Chance * random.NextDouble()
                    + ToGo(space, slot, degree);
        }

        var count = 0;
        if (slot == 0)
        {
            for (var degree = lowest; degree <= highest; degree++)
            {
                count = Push(count, new Node(_alone[degree - lowest], degree, -1, null));
            }
        }

        for (var parent = 0; slot > 0 && parent < _counts[slot - 1]; parent++)
        {
            var from = _nodes[(slot - 1) * Beam + parent];
            var low = Math.Max(lowest, from.Degree - Reach);
            var high = Math.Min(highest, from.Degree + Reach);
            for (var degree = low; degree <= high; degree++)
            {
                if (!double.IsPositiveInfinity(_alone[degree - lowest]))
                {
                    var cost = from.Cost - ToGo(space, slot - 1, from.Degree)
                        + _alone[degree - lowest]
                        + space.Step(slot, from.Degree, degree, from.Step).Sum;
                    count = Push(
                        count, new Node(cost, degree, parent, degree - from.Degree));
                }
            }
        }

        return Keep(slot, count);
    }

    private int Push(int count, Node node)
    {
        if (double.IsPositiveInfinity(node.Cost))
        {
            return count;
        }

        (_next[count], _costs[count], _order[count]) = (node, node.Cost, count);
        return count + 1;
    }

    private int Keep(int slot, int count)
    {
        Array.Sort(_costs, _order, 0, count);
        var kept = 0;
        for (var i = 0; i < count && kept < Beam; i++)
        {
            var node = _next[_order[i]];
            var known = false;
            for (var j = 0; j < kept && !known; j++)
            {
                var other = _nodes[slot * Beam + j];
                known = other.Degree == node.Degree && other.Step == node.Step;
            }

            if (!known)
            {
                _nodes[slot * Beam + kept++] = node;
            }
        }

        return kept;
    }

    // Degrees that cannot be walked by steps of at most a third in the slots that are left.
    private static double ToGo(SearchSpace space, int slot, int degree)
    {
        var left = space.Slots.Length - 1 - slot;
        var up = Ladder.StepOf(space.GoalStep - degree);
        var far = Math.Min(up, Ladder.Steps - up);
        return PerDegreeTooFar * Math.Max(0, far - DegreesPerSlot * left);
    }

    private FoundLine Winner(SearchSpace space, int slots)
    {
        var degrees = new int[slots];
        var at = 0;
        for (var slot = slots - 1; slot >= 0; slot--)
        {
            var node = _nodes[slot * Beam + at];
            degrees[slot] = node.Degree;
            at = Math.Max(0, node.Parent);
        }

        var costs = new LineCosts();
        for (var slot = 0; slot < slots; slot++)
        {
            costs += space.Alone(slot, degrees[slot]);
            if (slot > 0)
            {
                costs += space.Step(
                    slot, degrees[slot - 1], degrees[slot],
                    slot > 1 ? degrees[slot - 1] - degrees[slot - 2] : null);
            }
        }

        return new FoundLine(ImmutableArray.Create(degrees), costs);
    }

    private readonly record struct Node(double Cost, int Degree, int Parent, int? Step);
}

/// <summary>A line that was found.</summary>
/// <param name="Degrees">One for each slot.</param>
/// <param name="Costs">What it costs, without chance.</param>
internal sealed record FoundLine(ImmutableArray<int> Degrees, LineCosts Costs);
