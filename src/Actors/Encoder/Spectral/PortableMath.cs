namespace Antiphon.Encoder;

/// <summary>
/// Cosine from nothing but IEEE additions and products, so that a model built from it has the same
/// bytes on every machine; the platform's own may differ in the last bit.
/// </summary>
internal static class PortableMath
{
    /// <summary>2^(1/12): the step of a semitone.</summary>
    public const double Semitone = 1.0594630943592953;

    private const double Tau = 6.283185307179586;

    /// <summary>cos(2π·turns); absolute error under 1e-14 for |turns| ≤ 1e4.</summary>
    public static double CosineOfTurns(double turns)
    {
        var t = Math.Abs(turns - Math.Round(turns));
        var sign = 1.0;
        if (t > 0.25)
        {
            t = 0.5 - t;
            sign = -1;
        }

        var square = Tau * t * (Tau * t);
        double sum = 0;
        for (var order = 22; order > 0; order -= 2)
        {
            sum = -square / (order * (order - 1)) * (1 + sum);
        }

        return sign * (1 + sum);
    }

    /// <summary>sin(2π·turns).</summary>
    public static double SineOfTurns(double turns) => CosineOfTurns(turns - 0.25);

    /// <summary>cos² of a quarter turn, from 1 at <paramref name="x"/> = 0 to 0 at 1.</summary>
    public static double CosineSquaredFall(double x) => (1 + CosineOfTurns(x / 2)) / 2;

    /// <summary>
    /// <paramref name="octaves"/> doublings and <paramref name="semitones"/> semitones.
    /// </summary>
    public static double PitchRatio(int octaves, int semitones)
    {
        double ratio = 1;
        for (var i = 0; i < octaves; i++)
        {
            ratio *= 2;
        }

        for (var i = 0; i < semitones; i++)
        {
            ratio *= Semitone;
        }

        return ratio;
    }
}
