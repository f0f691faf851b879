using MathNet.Numerics.Statistics;

namespace Antiphon.Measures;

/// <summary>A figure of a session beside what chance makes of it.</summary>
/// <param name="Value">Of the session.</param>
/// <param name="Effective">The same without the mean by chance.</param>
/// <param name="ChanceLow">Chance lies below this in 2.5 of 100 runs…</param>
/// <param name="ChanceHigh">… and above this in as many.</param>
public sealed record BesideChance(
    double Value, double Effective, double ChanceLow, double ChanceHigh)
{
    private const double Tail = 0.025;

    /// <summary>More than by chance.</summary>
    public bool IsBeyondChance => Value > ChanceHigh;

    /// <param name="value">Of the session.</param>
    /// <param name="byChance">Of each run that is left to chance.</param>
    internal static BesideChance Of(double value, IReadOnlyCollection<double> byChance) => new(
        value, value - byChance.Average(), byChance.Quantile(Tail), byChance.Quantile(1 - Tail));
}
