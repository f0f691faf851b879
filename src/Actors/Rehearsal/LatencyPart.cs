namespace Antiphon.Rehearsal;

/// <summary>One part of the time from a sound to the first note that can answer it.</summary>
/// <param name="Name">What passes in it.</param>
/// <param name="TypicalMs">The median, or what a setting makes it on average, in ms.</param>
/// <param name="WorstMs">What 95 % do not exceed, or the most by its setting, in ms.</param>
/// <param name="Measured">False where it follows from a setting, or is a driver's promise.</param>
/// <param name="Source">Where the figure comes from, for people.</param>
public sealed record LatencyPart(
    string Name, double TypicalMs, double WorstMs, bool Measured, string Source);
