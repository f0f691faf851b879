namespace Antiphon.Demo;

/// <summary>What is to be played: the ground truth of a generated sound.</summary>
/// <param name="LengthSeconds">Length of the whole.</param>
public sealed record Score(
    IReadOnlyList<ScoreNote> Notes, IReadOnlyList<DrumHit> Drums, double LengthSeconds);
