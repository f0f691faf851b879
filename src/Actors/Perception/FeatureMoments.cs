namespace Antiphon.Perception;

/// <summary>Mean and variance per feature of the frames added, in double and in order.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="dimensions">Features per frame.</param>
internal sealed class FeatureMoments(int dimensions)
{
    private readonly double[] _shift = new double[dimensions];
    private readonly double[] _sum = new double[dimensions];
    private readonly double[] _squares = new double[dimensions];

    public long Count { get; private set; }

    public void Add(ReadOnlySpan<float> frame)
    {
        for (var d = 0; d < frame.Length; d++)
        {
            if (Count == 0)
            {
                // Sums around a typical point lose no digits to a large mean.
                _shift[d] = frame[d];
            }

            var value = frame[d] - _shift[d];
            _sum[d] += value;
            _squares[d] += value * value;
        }

        Count++;
    }

    /// <summary>The moments of several sets together, each with its own weight.</summary>
    /// <param name="sets">Sets and weights from 0; those of no weight are passed over.</param>
    public static (double[] Mean, double[] Variance) Combine(
        IReadOnlyList<(FeatureMoments Moments, long Weight)> sets, int dimensions)
    {
        var mean = new double[dimensions];
        var variance = new double[dimensions];
        var heard = sets.Where(set => set.Weight > 0).ToList();
        double total = heard.Sum(set => set.Weight);
        for (var d = 0; d < dimensions; d++)
        {
            mean[d] = heard.Sum(set => set.Weight / total * set.Moments.MeanOf(d));
            variance[d] = heard.Sum(set =>
            {
                var way = set.Moments.MeanOf(d) - mean[d];
                return set.Weight / total * (set.Moments.VarianceOf(d) + way * way);
            });
        }

        return (mean, variance);
    }

    private double MeanOf(int d) => _shift[d] + _sum[d] / Count;

    private double VarianceOf(int d)
    {
        var mean = _sum[d] / Count;
        return Math.Max(0, _squares[d] / Count - mean * mean);
    }
}
