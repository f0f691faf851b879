using Antiphon.Hpss;
using Antiphon.Notes;

namespace Antiphon.Measures;

/// <summary>How many different turns a melody takes.</summary>
/// <remarks>
/// A turn is four notes that follow each other: their pitch classes, and for each of the three
/// steps between their beginnings its class, the nearest of …, 125, 250, 500 ms, … on a scale of
/// octaves. A step of more than two seconds ends the line.
/// </remarks>
internal static class MelodicGrams
{
    private const int Notes = 4;
    private const double UnitSeconds = 0.25;
    private const double LongestStepSeconds = 2;
    private const int ShortestClass = -4;

    /// <summary>The number of different turns.</summary>
    /// <param name="melody">Notes of one voice, in any order.</param>
    public static int Distinct(IEnumerable<NotePlanned> melody)
    {
        NotePlanned[] line = [.. melody.OrderBy(note => note.Due).ThenBy(note => note.Id.Value)];
        var turns = new HashSet<string>();
        for (var first = 0; first + Notes <= line.Length; first++)
        {
            var turn = line.AsSpan(first, Notes);
            if (Name(turn) is { } name)
            {
                turns.Add(name);
            }
        }

        return turns.Count;
    }

    private static string? Name(ReadOnlySpan<NotePlanned> turn)
    {
        var name = $"{turn[0].Key % Chroma.Classes}";
        for (var i = 1; i < turn.Length; i++)
        {
            var step = turn[i].Due.SecondsSince(turn[i - 1].Due);
            if (step > LongestStepSeconds)
            {
                return null;
            }

            name += $" {StepClass(step)}:{turn[i].Key % Chroma.Classes}";
        }

        return name;
    }

    private static int StepClass(double seconds) => seconds > 0
        ? Math.Max(ShortestClass, (int)Math.Round(Math.Log2(seconds / UnitSeconds)))
        : ShortestClass;
}
