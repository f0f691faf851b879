namespace Antiphon.Perception;

/// <summary>A figure found by drawing.</summary>
/// <param name="Mean">Over the draws.</param>
/// <param name="Spread">Standard deviation over the draws, from 0.</param>
public readonly record struct Estimate(double Mean, double Spread)
{
    public static Estimate Of(IReadOnlyCollection<double> draws)
    {
        var mean = draws.Average();
        var squares = draws.Sum(draw => (draw - mean) * (draw - mean));
        return new Estimate(mean, draws.Count < 2 ? 0 : Math.Sqrt(squares / (draws.Count - 1)));
    }
}
