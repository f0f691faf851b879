namespace Antiphon.Perception;

/// <summary>A normalised mutual information, and what chance alone would give.</summary>
/// <param name="Normalised">As observed, 0…1.</param>
/// <param name="ByChance">Its mean when one sequence is shuffled, 0…1.</param>
/// <param name="Spread">Standard deviation of the shuffled ones, from 0.</param>
public sealed record PermutationControl(double Normalised, double ByChance, double Spread)
{
    /// <summary>How much more than by chance; about 0, or below, when they say nothing.</summary>
    public double Excess => Normalised - ByChance;

    /// <param name="shuffled">What each shuffle gave.</param>
    public static PermutationControl Of(double normalised, IReadOnlyCollection<double> shuffled)
    {
        var chance = Estimate.Of(shuffled);
        return new PermutationControl(normalised, chance.Mean, chance.Spread);
    }
}
