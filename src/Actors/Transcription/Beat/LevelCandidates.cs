namespace Antiphon.Transcription;

/// <summary>The pulses that share their places with another one.</summary>
internal static class LevelCandidates
{
    public const int Most = 24;
    public const double ShortestSeconds = 0.27;
    public const double LongestSeconds = 1.4;

    // Periods and shifts, in beats of the pulse that is given.
    private static readonly (double Factor, double Shift)[] Ways =
    [
        (1, 0), (1, 0.5), (0.5, 0), (2, 0), (2, 1), (1 / 3.0, 0),
        (3, 0), (3, 1), (3, 2), (2 / 3.0, 0), (2 / 3.0, 1 / 3.0),
        (1.5, 0), (1.5, 0.5), (1.5, 1), (4, 0), (4, 1), (4, 2), (4, 3),
        (0.75, 0), (0.75, 0.25), (0.75, 0.5), (4 / 3.0, 0), (4 / 3.0, 1 / 3.0), (4 / 3.0, 2 / 3.0),
    ];

    public static int Of(in PulseEstimate pulse, Span<PulseEstimate> into)
    {
        var count = 0;
        foreach (var (factor, shift) in Ways)
        {
            var period = factor * pulse.Seconds;
            if (period is >= ShortestSeconds and <= LongestSeconds)
            {
                var phase = (pulse.Phase + shift) / factor;
                into[count++] = pulse with { Seconds = period, Phase = phase - Math.Floor(phase) };
            }
        }

        return count;
    }
}
