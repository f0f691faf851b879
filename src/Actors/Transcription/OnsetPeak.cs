namespace Antiphon.Transcription;

/// <summary>Finds peaks in a row of logits, one frame behind.</summary>
internal static class OnsetPeak
{
    /// <summary>
    /// How far before a peak its note begins, in frames: the ear learned to call two frames an
    /// onset, the note's own and the next.
    /// </summary>
    private const double Late = 0.5;

    /// <summary>Whether the middle of three values is a peak.</summary>
    public static bool Is(float before, float peak, float after, double threshold) =>
        peak >= threshold && peak >= before && peak > after;

    /// <summary>When the note began, in frames from the middle one.</summary>
    public static double Offset(float before, float peak, float after)
    {
        var curve = before - 2.0 * peak + after;
        var top = curve < 0 ? (before - after) / (2 * curve) : 0;
        return Math.Clamp(top, -0.5, 0.5) - Late;
    }
}
