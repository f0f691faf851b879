namespace Antiphon.Demo;

/// <summary>A stroke of a score.</summary>
/// <param name="Velocity">0…1.</param>
public sealed record DrumHit(double StartSeconds, DrumKind Kind, double Velocity, DrumKit Kit);
