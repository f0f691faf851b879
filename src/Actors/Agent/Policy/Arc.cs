namespace Antiphon.Agent;

/// <summary>
/// The shape of a performance: buildup, peak, release, contemplation, and a fade-out, scaled to any
/// length.
/// </summary>
internal static class Arc
{
    // Where buildup, peak, release and contemplation end, as a share of the whole, and how intense
    // it is there.
    private static readonly (double Until, double Intensity)[] Parts =
        [(0.45, 0.9), (0.65, 1), (0.85, 0.45), (1, 0.25)];

    private const double Beginning = 0.35;

    /// <summary>How intense it is, 0…1; 1 where there is no arc.</summary>
    /// <param name="seconds">Seconds since it began.</param>
    /// <param name="length">Its length in seconds; 0 for none.</param>
    public static double Intensity(double seconds, double length)
    {
        if (length <= 0)
        {
            return 1;
        }

        var share = Math.Clamp(seconds / length, 0, 1);
        var (from, before) = (0.0, Beginning);
        foreach (var (until, intensity) in Parts)
        {
            if (share <= until)
            {
                return before + (intensity - before) * (share - from) / (until - from);
            }

            (from, before) = (until, intensity);
        }

        return before;
    }

    /// <summary>What the fade-out leaves of the loudness, 0…1.</summary>
    public static double Fade(double seconds, double length, double fadeSeconds) =>
        length <= 0 || fadeSeconds <= 0 || seconds <= length - fadeSeconds
            ? 1
            : Math.Clamp((length - seconds) / fadeSeconds, 0, 1);
}
