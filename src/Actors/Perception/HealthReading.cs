namespace Antiphon.Perception;

/// <summary>How the newest words of one stem stand against training.</summary>
/// <param name="Stem">The stem.</param>
/// <param name="Perplexity">2^H of the window, from 1.</param>
/// <param name="LearnedPerplexity">2^H of the training material, from 1.</param>
/// <param name="DivergenceBits">Jensen–Shannon divergence of the two, 0…1.</param>
public readonly record struct HealthReading(
    Flow.Stem Stem, double Perplexity, double LearnedPerplexity, double DivergenceBits);
