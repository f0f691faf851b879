namespace Antiphon.Encoder.Io;

/// <summary>Frames that a model made of a sound.</summary>
/// <param name="LengthMs">Length of the sound in ms, context not counted.</param>
/// <param name="Frames">Frames per stem.</param>
public readonly record struct ModelProbeResult(int LengthMs, int Frames);
