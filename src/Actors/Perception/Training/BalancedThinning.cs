namespace Antiphon.Perception;

/// <summary>Decides how many frames of each recording are kept when there are too many.</summary>
/// <remarks>
/// Short recordings stay whole; long ones are cut to one common number, so that no recording
/// outvoices the others. Within a recording the frames kept lie evenly. Nothing is drawn by lot.
/// </remarks>
internal static class BalancedThinning
{
    /// <summary>Shares a budget out.</summary>
    /// <param name="counts">Frames of each recording, from 0.</param>
    /// <param name="budget">Most frames in all, from 1.</param>
    /// <returns>
    /// Frames kept of each; they sum to the smaller of their number and the budget.
    /// </returns>
    public static long[] Share(IReadOnlyList<long> counts, long budget)
    {
        var kept = new long[counts.Count];
        var left = budget;
        var order = Enumerable.Range(0, counts.Count)
            .OrderBy(recording => counts[recording])
            .ToList();
        for (var rank = 0; rank < order.Count; rank++)
        {
            var fairShare = left / (order.Count - rank);
            kept[order[rank]] = Math.Min(counts[order[rank]], fairShare);
            left -= kept[order[rank]];
        }

        return kept;
    }

    /// <summary>True when frame <paramref name="index"/> is among the kept.</summary>
    /// <param name="index">0 … <paramref name="count"/> − 1.</param>
    public static bool Keeps(long index, long count, long kept) =>
        (Int128)(index + 1) * kept / count > (Int128)index * kept / count;
}
