using Antiphon.Time;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>
/// A pitch track that shares nothing with the rig's own, to judge words by.
/// Source: de Cheveigné and Kawahara, "YIN, a fundamental frequency estimator for speech and
/// music", JASA 2002: steps 1 to 5 (without the search for the best local estimate).
/// </summary>
internal static class YinPitchTracker
{
    /// <summary>Samples that are compared with those a lag later: 33 ms.</summary>
    public const int CompareSamples = 800;

    /// <summary>The longest lag, samples: 60 Hz.</summary>
    public const int LongestLag = SampleRate.Hz / 60;

    /// <summary>Samples of one estimate.</summary>
    public const int WindowSamples = CompareSamples + LongestLag + 2;

    private const int ShortestLag = SampleRate.Hz / 1600;
    private const double Threshold = 0.15;

    /// <summary>Estimates the pitch of a window.</summary>
    /// <param name="window">[<see cref="WindowSamples"/>] samples, 24 kHz.</param>
    /// <returns>The fundamental in Hz; null where there is none.</returns>
    public static double? Estimate(ReadOnlySpan<float> window)
    {
        Span<double> difference = stackalloc double[LongestLag + 2];
        Differences(window, difference);
        for (var lag = ShortestLag; lag <= LongestLag; lag++)
        {
            if (difference[lag] < Threshold && difference[lag] <= difference[lag + 1])
            {
                return SampleRate.Hz / (lag + Vertex(difference, lag));
            }
        }

        return null;
    }

    /// <summary>The difference function over its mean up to each lag.</summary>
    private static void Differences(ReadOnlySpan<float> window, Span<double> difference)
    {
        var sum = 0.0;
        difference[0] = 1;
        for (var lag = 1; lag < difference.Length; lag++)
        {
            var square = 0.0;
            for (var n = 0; n < CompareSamples; n++)
            {
                var step = (double)window[n] - window[n + lag];
                square += step * step;
            }

            sum += square;
            difference[lag] = sum > 0 ? square * lag / sum : 1;
        }
    }

    /// <summary>Where the parabola through three neighbours is lowest, −0.5…0.5 of a lag.</summary>
    private static double Vertex(ReadOnlySpan<double> difference, int lag)
    {
        var (before, at, after) = (difference[lag - 1], difference[lag], difference[lag + 1]);
        var bend = before - 2 * at + after;
        return bend > 0 ? Math.Clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
    }
}
