namespace Antiphon.Rig;

/// <summary>How a run ended.</summary>
/// <param name="Meters">What each stage counted, in the order of the way of a sound.</param>
/// <param name="DroppedSegments">Segments lost at the mouth because the rig was too slow.</param>
/// <param name="Fault">Why the input was given up; null when it ended by itself.</param>
/// <param name="HungStage">
/// The stage that hung and wants a restart of the process; null if none.
/// </param>
public sealed record RigOutcome(
    IReadOnlyList<StageMeter> Meters, long DroppedSegments, string? Fault, string? HungStage);
