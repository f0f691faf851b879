namespace Antiphon.Agent;

/// <summary>Brings recalled time to the player's.</summary>
internal static class PulseFit
{
    private static readonly double MostPull = Math.Sqrt(2);

    /// <summary>How many times as long a recall is played.</summary>
    /// <remarks>
    /// Pulses that are an octave apart are the same one, so that nothing is stretched by more than
    /// a factor of √2 to meet the player's.
    /// </remarks>
    public static double StretchOf(Recall recall, PlayerPhrase call, NavigationOptions options)
    {
        var onsets = Onsets.Pick(recall.Frames);
        var pulse = Pulse.Of(
            [.. recall.Frames.Where((_, i) => onsets[i]).Select(frame => frame.OffsetSeconds)]);
        if (pulse is not { } own || call.PulseSeconds is not { } player)
        {
            return options.TempoStretch;
        }

        return options.TempoStretch
            * Math.Pow(WithoutOctaves(player / own), options.FollowPulse);
    }

    /// <summary>The ratio of two pulses, which are the same an octave apart: 1/√2…√2.</summary>
    public static double WithoutOctaves(double ratio)
    {
        while (ratio > MostPull)
        {
            ratio /= 2;
        }

        while (ratio < 1 / MostPull)
        {
            ratio *= 2;
        }

        return ratio;
    }

    /// <summary>
    /// A line whose notes begin on halves of the player's pulse, each at its own.
    /// </summary>
    public static List<ShapedNote> OnPulse(List<ShapedNote> line, double? pulseSeconds)
    {
        if (pulseSeconds is not { } pulse || line.Count == 0)
        {
            return line;
        }

        var (step, first) = (pulse / 2, line[0].Onset);
        return [.. line
            .Select(note => note with
            {
                Onset = first + Math.Round((note.Onset - first) / step) * step,
            })
            .GroupBy(note => note.Onset)
            .Select(together => together.MaxBy(note => note.Strength))];
    }
}
