using Antiphon.Signal;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>
/// The mean over calls of the mean over their sessions, and between what it lies in 95 of 100 draws
/// of calls, and of sessions of these, with replacement.
/// </summary>
/// <remarks>Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993.</remarks>
internal static class TwoLevelBootstrap
{
    private const int Draws = 2_000;
    private const double Tail = 0.025;

    /// <param name="calls">For each call the value of each of its sessions; none is empty.</param>
    /// <returns>Null without a call.</returns>
    public static (double Mean, double Low, double High)? Of(
        IReadOnlyList<IReadOnlyList<double>> calls, ulong seed = 0)
    {
        if (calls.Count == 0)
        {
            return null;
        }

        var random = new SplitMix64(seed);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < calls.Count; i++)
            {
                var sessions = calls[random.NextInt(calls.Count)];
                var sum = 0.0;
                for (var k = 0; k < sessions.Count; k++)
                {
                    sum += sessions[random.NextInt(sessions.Count)];
                }

                means[draw] += sum / sessions.Count / calls.Count;
            }
        }

        Array.Sort(means);
        return (
            calls.Average(sessions => sessions.Average()), Quantile(means, Tail),
            Quantile(means, 1 - Tail));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length
            ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }
}
