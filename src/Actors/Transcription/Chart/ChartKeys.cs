using System.Collections.Immutable;
using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>Finds the keys of a chart's bars from their chords.</summary>
/// <remarks>
/// The best row of keys by Viterbi's rule: each chord is as likely as its key has it, a change of
/// key costs; the form goes round, so the first bar is heard with the last ones behind it. A key
/// that the chart tells is rather believed than others.
/// </remarks>
internal static class ChartKeys
{
    private const double ChangeCost = 4.5;
    private const double Floor = 0.05;
    private const double Told = 0.7;

    /// <summary>The bars, each with its key.</summary>
    /// <param name="told">The key that the chart tells; null where it tells none.</param>
    public static ImmutableArray<ChartBar> Find(ImmutableArray<ChartBar> bars, MusicalKey? told)
    {
        const int keys = ChordKeyFilter.Keys;

        // Twice round: the second time every bar has a past.
        var rounds = 2 * bars.Length;
        var (cost, from) = (new double[keys], new int[rounds, keys]);
        for (var i = 0; i < rounds; i++)
        {
            var best = Array.IndexOf(cost, cost.Min());
            var next = new double[keys];
            for (var key = 0; key < keys; key++)
            {
                var stays = cost[key] <= cost[best] + ChangeCost;
                from[i, key] = stays ? key : best;
                next[key] = (stays ? cost[key] : cost[best] + ChangeCost)
                    + CostOf(bars[i % bars.Length], key, told);
            }

            cost = next;
        }

        var at = Array.IndexOf(cost, cost.Min());
        var found = new MusicalKey[bars.Length];
        for (var i = rounds - 1; i >= bars.Length; i--)
        {
            found[i - bars.Length] =
                new MusicalKey(at % ChordLanguage.Classes, at >= ChordLanguage.Classes, 1);
            at = from[i, at];
        }

        return [.. bars.Select((bar, i) => bar with { Key = found[i] })];
    }

    private static double CostOf(ChartBar bar, int key, MusicalKey? told)
    {
        var (tonic, isMinor) = (key % ChordLanguage.Classes, key >= ChordLanguage.Classes);
        var cost = told is { } said && (said.Tonic, said.IsMinor) == (tonic, isMinor) ? -Told : 0;
        foreach (var one in bar.Chords)
        {
            if (one.Chord is { } chord)
            {
                var degree = (chord.Root - tonic + ChordLanguage.Classes) % ChordLanguage.Classes;
                var weight = Floor + (isMinor ? KeyChords.Minor : KeyChords.Major)
                    .Where(known => known.Degree == degree && known.Kind == chord.Kind)
                    .Sum(known => known.Weight);
                cost -= Math.Log(weight / 100);
            }
        }

        return cost;
    }
}
