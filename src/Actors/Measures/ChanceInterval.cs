using MathNet.Numerics.Statistics;

namespace Antiphon.Measures;

/// <summary>Between what 95 of 100 shuffled runs lie.</summary>
internal static class ChanceInterval
{
    private const double Tail = 0.025;

    public static double Low(IEnumerable<double> shuffled) => shuffled.Quantile(Tail);

    public static double High(IEnumerable<double> shuffled) => shuffled.Quantile(1 - Tail);
}
