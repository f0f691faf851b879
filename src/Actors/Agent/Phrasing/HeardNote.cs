using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A note of the player as it was heard.</summary>
/// <param name="Onset">When it began.</param>
/// <param name="Seconds">How long it sounded, above 0.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="LevelDb">
/// How loud it was, in dB against any fixed reference: only differences count.
/// </param>
internal readonly record struct HeardNote(
    SampleTime Onset, double Seconds, int Key, double LevelDb)
{
    private const double DbPerTenfoldVelocity = 40;
    private const double LoudestVelocity = 127;

    public SampleTime End => Onset.PlusSeconds(Seconds);

    /// <summary>The level of a velocity, 1…127, in dB below the loudest.</summary>
    public static double DbOf(double velocity) =>
        DbPerTenfoldVelocity * Math.Log10(velocity / LoudestVelocity);

    /// <summary>How many times a velocity grows with a change of level in dB.</summary>
    public static double VelocityRatio(double db) => Math.Pow(10, db / DbPerTenfoldVelocity);
}
