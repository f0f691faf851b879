namespace Antiphon.Measures;

/// <summary>Quantiles of a handful of values.</summary>
internal static class Quantile
{
    /// <summary>The least value that a share of all values does not exceed; null of none.</summary>
    /// <param name="sorted">Values in rising order.</param>
    /// <param name="share">0…1.</param>
    public static double? Of(IReadOnlyList<double> sorted, double share) => sorted.Count == 0
        ? null
        : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
