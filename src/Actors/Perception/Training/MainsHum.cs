using Antiphon.Signal;

namespace Antiphon.Perception;

/// <summary>Hum of the mains in a stretch of sound.</summary>
/// <param name="BaseHz">50 or 60.</param>
/// <param name="LevelDb">Of its base and the next harmonics together, dBFS (RMS).</param>
/// <param name="Share">Its share of the power of the stretch, 0…1.</param>
public sealed record MainsHum(int BaseHz, double LevelDb, double Share)
{
    private const int Harmonics = 4;
    private static readonly int[] Mains = [50, 60];

    /// <summary>The stronger of both hums.</summary>
    /// <param name="samples">[samples], mono; best a whole second, in which no mains leaks.</param>
    /// <remarks>
    /// Source: Goertzel, "An algorithm for the evaluation of finite trigonometric series", 1958.
    /// </remarks>
    public static MainsHum In(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var total = 0.0;
        foreach (var sample in samples)
        {
            total += (double)sample * sample / samples.Length;
        }

        MainsHum? strongest = null;
        foreach (var baseHz in Mains)
        {
            var power = 0.0;
            for (var harmonic = 1; harmonic <= Harmonics; harmonic++)
            {
                power += PowerAt(samples, (double)baseHz * harmonic / sampleRateHz);
            }

            if (strongest is null || Decibels.FromPower(power) > strongest.LevelDb)
            {
                strongest = new MainsHum(
                    baseHz, Decibels.FromPower(power), total > 0 ? Math.Min(1, power / total) : 0);
            }
        }

        return strongest!;
    }

    // The mean square of the sinusoid at a frequency, in cycles a sample.
    private static double PowerAt(ReadOnlySpan<float> samples, double frequency)
    {
        var turn = 2 * Math.Cos(2 * Math.PI * frequency);
        double last = 0, before = 0;
        foreach (var sample in samples)
        {
            (last, before) = (sample + turn * last - before, last);
        }

        var power = last * last + before * before - turn * last * before;
        return 2 * power / ((double)samples.Length * samples.Length);
    }
}
