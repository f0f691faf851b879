namespace Antiphon.Signal;

/// <summary>Levels in decibels re. full scale.</summary>
public static class Decibels
{
    /// <summary>What silence is called, in dBFS.</summary>
    public const float Silence = -120;

    /// <summary>10·log10 of a mean square, at least <see cref="Silence"/>.</summary>
    public static float OfPower(double power) =>
        power <= 1e-12 ? Silence : (float)(10 * Math.Log10(power));

    /// <summary>The amplitude that a level means.</summary>
    public static double ToAmplitude(double decibels) => Math.Pow(10, decibels / 20);

    /// <summary>The mean square of some samples.</summary>
    public static double MeanSquare(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return samples.IsEmpty ? 0 : sum / samples.Length;
    }
}
