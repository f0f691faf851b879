namespace Antiphon.Flow;

/// <summary>
/// Quantiles of a <see cref="LatencyHistogram"/>, in ms; all 0 when nothing was added.
/// </summary>
/// <param name="Count">Values added, from 0.</param>
/// <param name="MaxMs">The largest value, exact.</param>
public readonly record struct LatencySummary(
    long Count, double P50Ms, double P95Ms, double P99Ms, double MaxMs);
