using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Antiphon.Measures;

/// <summary>
/// Whether the memory of figures did anything for the reply: how much of it is made of the
/// player's figures, beside the same partner with a memory that keeps of each figure its rhythm
/// and its tones, and not their order.
/// </summary>
/// <param name="Runs">Shuffled runs that played enough to be asked.</param>
/// <param name="Recent">Share of the reply's figures just played by the player.</param>
/// <param name="Developed">Share that is older ones of his, or upside down.</param>
public sealed record MemoryEvidence(int Runs, BesideShuffled Recent, BesideShuffled Developed)
{
    private const int LeastRuns = 3;

    /// <summary>More of either than any shuffled memory is likely to give.</summary>
    public bool Helped => Recent.IsBeyond || Developed.IsBeyond;

    /// <returns>Null where too little was played to say.</returns>
    /// <param name="own">What was played.</param>
    /// <param name="shuffled">The same player with each shuffled run.</param>
    internal static MemoryEvidence? Of(Duet own, IEnumerable<Duet> shuffled)
    {
        MotifRecall[] runs = [.. shuffled.Select(Recall).OfType<MotifRecall>()];
        if (runs.Length < LeastRuns || MotifRecall.Asked(own) is not var (reply, call))
        {
            return null;
        }

        var played = MotifRecall.Of(reply, call);
        return new MemoryEvidence(
            runs.Length,
            BesideShuffled.Of(
                played.Recent!.Value, [.. runs.Select(run => run.Recent!.Value)], reply.Count),
            BesideShuffled.Of(
                played.Developed!.Value, [.. runs.Select(run => run.Developed!.Value)],
                reply.Count));
    }

    private static MotifRecall? Recall(Duet duet) =>
        MotifRecall.Asked(duet) is var (reply, call) ? MotifRecall.Of(reply, call) : null;
}

/// <summary>A share of a session beside that of its shuffled runs.</summary>
/// <param name="Value">Of the session, 0…1.</param>
/// <param name="Shuffled">The mean of the shuffled runs.</param>
/// <param name="ShuffledLow">95 of 100 further shuffled runs are likely above this…</param>
/// <param name="ShuffledHigh">… and below this.</param>
public sealed record BesideShuffled(
    double Value, double Shuffled, double ShuffledLow, double ShuffledHigh)
{
    private const double Within = 0.975;

    /// <summary>More than by a shuffled memory.</summary>
    public bool IsBeyond => Value > ShuffledHigh;

    /// <param name="runs">Two or more.</param>
    /// <param name="figures">Of so many it is a share, from 1.</param>
    internal static BesideShuffled Of(
        double value, IReadOnlyCollection<double> runs, int figures)
    {
        // One run more: it strays from their mean as they do, and the mean is not sure itself.
        var (mean, strays) = runs.MeanStandardDeviation();
        // Runs that happen to agree do not show that no other would differ by a figure.
        var share = Math.Clamp(mean, 1.0 / figures, 1 - 1.0 / figures);
        strays = Math.Max(strays, Math.Sqrt(share * (1 - share) / figures));
        var most = StudentT.InvCDF(0, 1, runs.Count - 1, Within)
            * strays * Math.Sqrt(1 + 1.0 / runs.Count);
        return new BesideShuffled(
            value, mean, Math.Max(0, mean - most), Math.Min(1, mean + most));
    }
}
