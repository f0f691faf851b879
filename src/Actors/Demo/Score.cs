namespace Antiphon.Demo;

/// <summary>What is to be played: the ground truth of a generated sound.</summary>
/// <param name="LengthSeconds">Length of the whole.</param>
public sealed record Score(
    IReadOnlyList<ScoreNote> Notes, IReadOnlyList<DrumHit> Drums, double LengthSeconds);

/// <summary>A stroke of a score.</summary>
/// <param name="Velocity">0…1.</param>
public sealed record DrumHit(double StartSeconds, DrumKind Kind, double Velocity, DrumKit Kit);

/// <summary>A drum of a kit.</summary>
public enum DrumKind
{
    Kick,
    Snare,
    ClosedHat,
    OpenHat,
    Tom,
    Clap,
}

/// <summary>A note of a score.</summary>
/// <param name="Key">MIDI key; may be fractional.</param>
/// <param name="Velocity">0…1.</param>
public sealed record ScoreNote(
    double StartSeconds, double LengthSeconds, double Key, double Velocity, Instrument Instrument)
{
    public double FrequencyHz => 440 * Math.Pow(2, (Key - 69) / 12);
}
