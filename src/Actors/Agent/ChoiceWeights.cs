namespace Antiphon.Agent;

/// <summary>What spoke for the place at which a recall begins.</summary>
/// <param name="Candidates">Places that were weighed, from 1.</param>
/// <param name="Context">Agreement of what led there with what led here, from 0.</param>
/// <param name="Harmony">How its pitches, moved, fit those of now, −1…1.</param>
/// <param name="Taboo">What is left of its weight because it was recalled of late, 0…1.</param>
/// <param name="Source">
/// Weight of where it comes from: live, corpus, approved or not, from 0.
/// </param>
/// <param name="Chance">The chance it had to be drawn, 0…1.</param>
public sealed record ChoiceWeights(
    int Candidates, double Context, double Harmony, double Taboo, double Source, double Chance);
