namespace Antiphon.Benchmarks.Musicality;

/// <summary>Chords of a phrase, a chord a bar, found backwards from its close.</summary>
internal static class CallHarmony
{
    private const int Dominant = 4;

    private static readonly int[] Major = [0, 2, 4, 5, 7, 9, 11];
    private static readonly int[] Minor = [0, 2, 3, 5, 7, 8, 10];
    private static readonly int[] Thirds = [0, 2, 4, 6];

    // What leads to each degree, 0 the tonic, and how readily.
    private static readonly Dictionary<int, (int, double)[]> Before = new()
    {
        [0] = [(4, 4), (3, 2), (5, 1)],
        [1] = [(5, 3), (3, 2), (0, 2)],
        [2] = [(0, 1), (5, 1)],
        [3] = [(0, 3), (5, 2), (2, 1)],
        [4] = [(1, 3), (3, 3), (0, 1), (5, 1)],
        [5] = [(0, 3), (4, 1), (2, 1)],
    };

    /// <summary>Degrees of the scale, from 0.</summary>
    /// <param name="closes">It ends on the tonic; else on the dominant.</param>
    public static IReadOnlyList<int> Of(int bars, bool closes, CallChance chance)
    {
        List<int> degrees = closes ? [0, Dominant] : [Dominant];
        while (degrees.Count < bars)
        {
            degrees.Add(degrees.Count == bars - 1 && degrees[^1] != 0 && chance.Share() < 0.6
                ? 0
                : chance.Weighted(Before[degrees[^1]]));
        }

        degrees.Reverse();
        return degrees;
    }

    /// <summary>The pitch class of a degree; degrees beyond the octave go on.</summary>
    /// <param name="leads">The seventh degree is the leading tone, in minor too.</param>
    public static int Key(int tonic, bool isMinor, int degree, bool leads = false)
    {
        var (octave, within) = (Math.DivRem(degree, 7).Quotient, degree % 7);
        if (within < 0)
        {
            (octave, within) = (octave - 1, within + 7);
        }

        return tonic + 12 * octave + (isMinor ? Minor : Major)[within]
            + (isMinor && leads && within == 6 ? 1 : 0);
    }

    /// <summary>Degrees of a chord's tones, within an octave.</summary>
    public static IReadOnlyList<int> Degrees(int root, bool seventh) =>
        [.. Thirds.Take(seventh ? 4 : 3).Select(step => (root + step) % 7)];

    /// <summary>Pitch classes of a chord, the root first.</summary>
    public static IReadOnlyList<int> Tones(int tonic, bool isMinor, int root, bool seventh) =>
        [.. Degrees(root, seventh)
            .Select(degree => Key(tonic, isMinor, degree, root == Dominant) % 12)];

    /// <summary>Whether the leading tone belongs to a chord.</summary>
    public static bool Leads(int root) => root == Dominant;
}
