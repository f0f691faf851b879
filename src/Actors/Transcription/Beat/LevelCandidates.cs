namespace Antiphon.Transcription;

/// <summary>
/// The pulses that share their places with another one: what may be the beat instead.
/// </summary>
internal static class LevelCandidates
{
    /// <summary>At most so many.</summary>
    public const int Most = 24;

    private const double ShortestSeconds = 0.27;
    private const double LongestSeconds = 1.4;

    // Periods and shifts, in beats of the pulse that is given.
    private static readonly (double Factor, double Shift)[] Ways =
    [
        (1, 0), (1, 0.5),
        (1 / 2.0, 0), (1 / 3.0, 0),
        (2, 0), (2, 1),
        (3, 0), (3, 1), (3, 2),
        (4, 0), (4, 1), (4, 2), (4, 3),
        (2 / 3.0, 0), (2 / 3.0, 1 / 3.0),
        (3 / 2.0, 0), (3 / 2.0, 1 / 2.0), (3 / 2.0, 1),
        (3 / 4.0, 0), (3 / 4.0, 1 / 4.0), (3 / 4.0, 1 / 2.0),
        (4 / 3.0, 0), (4 / 3.0, 1 / 3.0), (4 / 3.0, 2 / 3.0),
    ];

    /// <summary>Writes a pulse and its relatives that can be a beat.</summary>
    /// <returns>How many.</returns>
    public static int Of(in PulseEstimate pulse, Span<PulseEstimate> into)
    {
        var count = 0;
        foreach (var (factor, shift) in Ways)
        {
            var period = factor * pulse.Seconds;
            if (period is >= ShortestSeconds and <= LongestSeconds)
            {
                var phase = (pulse.Phase + shift) / factor;
                into[count++] = pulse with
                {
                    Seconds = period,
                    Phase = phase - Math.Floor(phase),
                };
            }
        }

        return count;
    }
}
