namespace Antiphon.Perception;

/// <summary>How far training is.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Fraction">Share of this stage that is done, 0 … 1.</param>
public readonly record struct TrainingProgress(TrainingStage Stage, double Fraction);
