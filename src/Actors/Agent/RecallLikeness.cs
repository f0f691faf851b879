namespace Antiphon.Agent;

/// <summary>How well the notes of a voice keep to the frames that they recall.</summary>
/// <param name="OnsetF">
/// F-measure of the notes' onsets against the onsets of the recalled frames, within 50 ms, 0…1.
/// </param>
/// <param name="PitchClassShare">
/// Share of note time whose pitch class, moved back, is that of the frames' fundamental or, without
/// one, among their three strongest, 0…1; null where nothing was pitched.
/// </param>
public sealed record RecallLikeness(double OnsetF, double? PitchClassShare);
