namespace Antiphon.Benchmarks.Musicality;

/// <summary>Small sums of statistics; null where there is too little to sum.</summary>
internal static class Figures
{
    public static double? Mean(IEnumerable<double> values) =>
        values.Select(value => (double?)value).Average();

    public static double? Share<T>(IReadOnlyCollection<T> all, Func<T, bool> holds) =>
        all.Count > 0 ? (double)all.Count(holds) / all.Count : null;

    public static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? null
            : (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }

    /// <summary>The standard deviation of all there is, not of a sample.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>Pearson's correlation; null where either does not vary.</summary>
    public static double? Correlation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (deviationX, deviationY) = (Deviation(x), Deviation(y));
        return deviationX > 0 && deviationY > 0
            ? Covariance(x, y) / (deviationX * deviationY)
            : null;
    }

    /// <summary>The slope of the line through points by least squares; null without one.</summary>
    public static double? Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var deviation = Deviation(x);
        return deviation > 0 ? Covariance(x, y) / (deviation * deviation) : null;
    }

    /// <summary>In bits, of how often each value occurs.</summary>
    public static double Entropy(IReadOnlyCollection<double> values) => values
        .GroupBy(value => value)
        .Select(group => (double)group.Count() / values.Count)
        .Sum(share => -share * Math.Log2(share));

    private static double Covariance(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Average();
    }
}
