using System.Collections.Immutable;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>Where within a beat the player's notes fall: the grid that an answer keeps.</summary>
/// <remarks>
/// A place has a name (its share of the beat as written: 0, ½, ⅔…) and lies where the player plays
/// it, which is the player's own lean. Swung eighths are those of three.
/// </remarks>
/// <param name="Places">The places of a beat, in order; empty in free time.</param>
internal sealed record Subdivision(ImmutableArray<BeatPlace> Places)
{
    private const int LeastOnsets = 6;
    private const int LeastOffBeat = 5;
    private const double OnBeat = 0.12;
    private const double LeastSixteenths = 0.06;
    private const double MostLean = 0.06;
    private const double LeanPrior = 6;

    /// <summary>No grid: time without a beat.</summary>
    public static Subdivision Free { get; } = new([]);

    public static Subdivision Eighths { get; } = Plain(0, 0.5);

    public static Subdivision Sixteenths { get; } = Plain(0, 0.25, 0.5, 0.75);

    public static Subdivision Triplets { get; } = Plain(0, 1 / 3.0, 2 / 3.0);

    public bool IsFree => Places.Length == 0;

    /// <summary>Whether the beat is divided by three.</summary>
    public bool IsTriple => Places.Length == 3;

    /// <summary>Hears the grid of some onsets.</summary>
    /// <param name="positions">Positions of onsets in beats, in any order.</param>
    /// <param name="expected">What is said of the division; the onsets may know better.</param>
    public static Subdivision Hear(IReadOnlyList<double> positions, BeatDivision expected)
    {
        double[] phases = [.. positions.Select(position => position - Math.Floor(position))];
        double[] off = [.. phases.Where(phase => phase is > OnBeat and < 1 - OnBeat)];
        var triple = off.Length < LeastOffBeat
            ? expected == BeatDivision.Triple
            : Misfit(off, Triplets) < Misfit(off, Sixteenths) * 0.75
                || (expected == BeatDivision.Triple && Misfit(off, Triplets) < 0.06);
        var plain = triple
            ? Triplets
            : off.Count(phase => Math.Abs(phase - 0.5) > 0.17) >= LeastSixteenths * phases.Length
                && off.Length >= LeastOffBeat ? Sixteenths : Eighths;
        return phases.Length < LeastOnsets ? plain : plain.Leaning(phases);
    }

    /// <summary>The nearest place of the grid, as written; in free time itself.</summary>
    public double Snap(double position)
    {
        if (IsFree)
        {
            return position;
        }

        var beat = Math.Floor(position);
        var phase = position - beat;
        var (best, distance) = (1.0, Math.Abs(1 + Places[0].Lies - phase));
        foreach (var place in Places)
        {
            if (Math.Abs(place.Lies - phase) < distance)
            {
                (best, distance) = (place.Named, Math.Abs(place.Lies - phase));
            }
        }

        return beat + best;
    }

    /// <summary>Where a place as written is played.</summary>
    public double Play(double written)
    {
        var beat = Math.Floor(written + 1e-6);
        return IsFree ? written : beat + LiesAt(written - beat);
    }

    private static Subdivision Plain(params ReadOnlySpan<double> names)
    {
        var places = ImmutableArray.CreateBuilder<BeatPlace>();
        foreach (var name in names)
        {
            places.Add(new BeatPlace(name, name));
        }

        return new Subdivision(places.ToImmutable());
    }

    private static double Misfit(double[] phases, Subdivision grid) => phases.Average(
        phase => grid.Places.Min(place => Math.Abs(Math.IEEERemainder(place.Named - phase, 1))));

    private double LiesAt(double named)
    {
        var nearest = Places[0];
        foreach (var place in Places)
        {
            nearest = Math.Abs(place.Named - named) < Math.Abs(nearest.Named - named)
                ? place
                : nearest;
        }

        return named + nearest.Lies - nearest.Named;
    }

    // The middle one, the less of it the more of it their spread alone may make.
    private static double Lean(double[] leans)
    {
        var middle = Pitch.Median(leans, 0);
        var spread = Pitch.Median([.. leans.Select(lean => Math.Abs(lean - middle))], 0);
        var doubt = 2 * spread / Math.Sqrt(Math.Max(1, leans.Length));
        return middle == 0 ? 0 : middle * middle * middle / (middle * middle + doubt * doubt);
    }

    private Subdivision Leaning(double[] phases) => new(
    [
        .. Places.Select(place =>
        {
            double[] leans =
            [
                .. phases.Select(phase => Math.IEEERemainder(phase - place.Named, 1))
                    .Where(lean => Math.Abs(lean) < 0.4 / Places.Length),
            ];
            var lean = Lean(leans) * leans.Length / (leans.Length + LeanPrior);
            return place with { Lies = place.Named + Math.Clamp(lean, -MostLean, MostLean) };
        }),
    ]);
}

/// <summary>One place of a beat.</summary>
/// <param name="Named">Share of the beat as written, 0…1.</param>
/// <param name="Lies">Where the player plays it, in the same measure.</param>
internal readonly record struct BeatPlace(double Named, double Lies);
