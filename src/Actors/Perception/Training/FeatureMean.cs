namespace Antiphon.Perception;

/// <summary>Mean per feature of the frames added, in double and in order.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="dimensions">Features per frame.</param>
internal sealed class FeatureMean(int dimensions)
{
    private readonly double[] _sum = new double[dimensions];

    public long Count { get; private set; }

    public void Add(ReadOnlySpan<float> frame)
    {
        for (var d = 0; d < frame.Length; d++)
        {
            _sum[d] += frame[d];
        }

        Count++;
    }

    /// <summary>The mean of several sets together, each with its own weight.</summary>
    /// <param name="sets">Sets and weights from 0; those of no weight are passed over.</param>
    /// <returns>[dimensions].</returns>
    public static double[] Combine(
        IReadOnlyList<(FeatureMean Mean, long Weight)> sets, int dimensions)
    {
        var heard = sets.Where(set => set.Weight > 0).ToList();
        double total = heard.Sum(set => set.Weight);
        var mean = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            mean[d] = heard.Sum(set => set.Weight / total * (set.Mean._sum[d] / set.Mean.Count));
        }

        return mean;
    }
}
