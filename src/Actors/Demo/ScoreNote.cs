namespace Antiphon.Demo;

/// <summary>A note of a score.</summary>
/// <param name="Key">MIDI key; may be fractional.</param>
/// <param name="Velocity">0…1.</param>
public sealed record ScoreNote(
    double StartSeconds, double LengthSeconds, double Key, double Velocity, Instrument Instrument)
{
    public double FrequencyHz => 440 * Math.Pow(2, (Key - 69) / 12);
}
