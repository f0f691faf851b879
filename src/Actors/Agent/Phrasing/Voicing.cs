using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>Lays the tones of a chord so that each voice moves least.</summary>
internal static class Voicing
{
    public const int LowestKey = 48;
    public const int HighestKey = 70;
    public const int MostTones = 4;

    private const int UsualTop = 62;
    private const double Narrow = 2;
    private const int WidestSpan = 14;
    private const double MissingThird = 3;
    private const double MissingSeventh = 2;
    private const double Doubled = 2.5;

    /// <summary>The tones to play, from low to high; none when the chord has none.</summary>
    /// <param name="last">The tones before, from low to high; may be empty.</param>
    /// <param name="tones">How many tones, 2…4.</param>
    /// <param name="below">All tones lie below this key.</param>
    public static ImmutableArray<int> Lead(
        ImmutableArray<int> last, ChordTones chord, int tones, int below = HighestKey + 1)
    {
        int[] keys =
        [
            .. Enumerable.Range(LowestKey, Math.Max(0, Math.Min(HighestKey + 1, below) - LowestKey))
                .Where(key => chord.Has(key)),
        ];
        var wanted = Math.Min(Math.Clamp(tones, 2, MostTones), keys.Length);
        if (wanted < 2)
        {
            return [.. keys.Take(wanted)];
        }

        var (best, least) = (Array.Empty<int>(), double.MaxValue);
        var chosen = new int[wanted];
        Choose(0, 0);
        return ImmutableArray.Create(best);

        void Choose(int filled, int from)
        {
            if (filled == wanted)
            {
                var cost = Cost(chosen, last, chord);
                if (cost < least)
                {
                    (best, least) = ([.. chosen], cost);
                }

                return;
            }

            for (var i = from; i < keys.Length; i++)
            {
                if (filled == 0 || keys[i] - chosen[0] <= WidestSpan)
                {
                    chosen[filled] = keys[i];
                    Choose(filled + 1, i + 1);
                }
            }
        }
    }

    private static double Cost(int[] keys, ImmutableArray<int> last, ChordTones chord)
    {
        var cost = 0.0;
        foreach (var key in keys)
        {
            cost += last.Length == 0
                ? 0
                : last.Min(other => Math.Abs(other - key));
        }

        foreach (var other in last)
        {
            cost += 0.5 * keys.Min(key => Math.Abs(other - key));
        }

        for (var i = 1; i < keys.Length; i++)
        {
            cost += keys[i] - keys[i - 1] < Narrow ? 2 : 0;
            cost += keys.Take(i).Any(key => (keys[i] - key) % 12 == 0) ? Doubled : 0;
        }

        var third = keys.Any(key => chord.HasAbove(3) && key % 12 == (chord.Root + 3) % 12)
            || keys.Any(key => chord.HasAbove(4) && key % 12 == (chord.Root + 4) % 12);
        cost += third || !(chord.HasAbove(3) || chord.HasAbove(4)) ? 0 : MissingThird;
        var seventh = !chord.HasAbove(10) && !chord.HasAbove(11)
            || keys.Any(key => (key - chord.Root) % 12 is 10 or 11);
        cost += seventh ? 0 : MissingSeventh;
        var centre = last.Length == 0 ? 1 : 0.1;
        return cost + centre * Math.Abs(keys[^1] - UsualTop);
    }
}
