namespace Antiphon.Wording;

/// <summary>"Did you mean …?": of all names the one nearest to a mistyped one.</summary>
/// <remarks>
/// By the share of letter pairs that two names have in common, whatever their case: it forgives a
/// slip of the finger and the part of a path that was left out. Source: Dice, "Measures of the
/// amount of ecologic association between species", Ecology 1945.
/// </remarks>
public static class NearestName
{
    /// <returns>The first of the nearest; null when there are no names.</returns>
    public static string? Of(string mistyped, IEnumerable<string> names)
    {
        var pairs = Pairs(mistyped);
        return names.MaxBy(name => Likeness(Pairs(name), pairs));
    }

    private static double Likeness(HashSet<string> a, HashSet<string> b) =>
        2.0 * a.Intersect(b).Count() / Math.Max(1, a.Count + b.Count);

    private static HashSet<string> Pairs(string text) =>
        [.. Enumerable.Range(0, Math.Max(0, text.Length - 1))
            .Select(i => text.Substring(i, 2).ToLowerInvariant())];
}
