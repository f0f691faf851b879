namespace Antiphon.Signal;

/// <summary>Levels in dB re full scale (amplitude 1, power 1), from −120 dB up.</summary>
public static class Decibels
{
    /// <summary>What silence is called, in dB; nothing is quieter.</summary>
    public const float Floor = -120f;

    private const double FloorPower = 1e-12;

    /// <summary>The level of a power (a mean square).</summary>
    /// <param name="power">Not negative.</param>
    public static float FromPower(double power) =>
        power > FloorPower ? (float)(10 * Math.Log10(power)) : Floor;

    /// <summary>The level of an amplitude (an RMS or a peak).</summary>
    /// <param name="amplitude">Not negative.</param>
    public static float FromAmplitude(double amplitude) => FromPower(amplitude * amplitude);

    /// <summary>The amplitude that has a level.</summary>
    /// <param name="db">Level in dB re 1.</param>
    public static double ToAmplitude(double db) => Math.Pow(10, db / 20);

    /// <summary>The power that has a level.</summary>
    /// <param name="db">Level in dB re 1.</param>
    public static double ToPower(double db) => Math.Pow(10, db / 10);
}
