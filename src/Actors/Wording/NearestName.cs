namespace Antiphon.Wording;

/// <summary>"Did you mean …?": of all names the one nearest to a mistyped one.</summary>
/// <remarks>
/// Slips of the finger are counted (Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 1964); where there are too many, the share of letter pairs that two names
/// have in common decides, whatever their case: it forgives the part of a path that was left out
/// (Dice, "Measures of the amount of ecologic association between species", Ecology 1945).
/// </remarks>
public static class NearestName
{
    private const int LettersASlip = 4;
    private const double LeastLikeness = 0.5;

    /// <returns>The first of the nearest; null when there are no names.</returns>
    public static string? Of(string mistyped, IEnumerable<string> names)
    {
        var all = names.ToList();
        var pairs = Pairs(mistyped);
        return Slipped(mistyped, all) ?? all.MaxBy(name => Likeness(Pairs(name), pairs));
    }

    /// <summary>The same, where it is near enough to be meant.</summary>
    /// <returns>Null where no name is.</returns>
    public static string? Near(string mistyped, IEnumerable<string> names) =>
        Of(mistyped, names) is { } nearest
        && (IsSlip(mistyped, nearest)
            || Likeness(Pairs(nearest), Pairs(mistyped)) >= LeastLikeness)
            ? nearest
            : null;

    private static string? Slipped(string mistyped, List<string> names) =>
        names.Where(name => IsSlip(mistyped, name)).MinBy(name => Slips(mistyped, name));

    // One slip in a short name, more in a long one.
    private static bool IsSlip(string mistyped, string name) =>
        mistyped.Length > 1
        && Math.Abs(mistyped.Length - name.Length) <= MostSlips(name)
        && Slips(mistyped, name) <= MostSlips(name);

    private static int MostSlips(string name) => Math.Clamp(name.Length / LettersASlip, 1, 3);

    // Letters left out, put in, changed, or two of them swapped.
    private static int Slips(string a, string b)
    {
        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0 ? i + j : Next(slips, a, b, i, j);
            }
        }

        return slips[a.Length, b.Length];
    }

    private static int Next(int[,] slips, string a, string b, int i, int j)
    {
        bool Same(int inA, int inB) =>
            char.ToLowerInvariant(a[inA]) == char.ToLowerInvariant(b[inB]);
        var least = Math.Min(
            Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1,
            slips[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1));
        return i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1)
            ? Math.Min(least, slips[i - 2, j - 2] + 1)
            : least;
    }

    private static double Likeness(HashSet<string> a, HashSet<string> b) =>
        2.0 * a.Intersect(b).Count() / Math.Max(1, a.Count + b.Count);

    private static HashSet<string> Pairs(string text) =>
        [.. Enumerable.Range(0, Math.Max(0, text.Length - 1))
            .Select(i => text.Substring(i, 2).ToLowerInvariant())];
}
