namespace Antiphon.Hpss;

/// <summary>What a pitch tracker says of one frame.</summary>
/// <param name="F0Hz">The fundamental; null where there is none.</param>
/// <param name="Voicing">How periodic the sound is, 0…1.</param>
public readonly record struct PitchEstimate(float? F0Hz, float Voicing);
