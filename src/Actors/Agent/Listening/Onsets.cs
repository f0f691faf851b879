namespace Antiphon.Agent;

/// <summary>
/// Where notes begin in a row of frames: where the ear heard one, or a stroke; in frames that it
/// did not hear, peaks of onset strength, and sound after rest.
/// </summary>
internal static class Onsets
{
    private const int Neighbours = 2;
    private const double LeastStrengthDb = 1;
    private const double RestSeconds = 0.06;
    private const double DeviationsAboveMean = 0.75;

    /// <summary>Marks the frames at which something begins.</summary>
    /// <returns>[frames] flags; the first frame is always one.</returns>
    public static bool[] Pick(IReadOnlyList<RecalledFrame> frames)
    {
        var onsets = new bool[frames.Count];
        var threshold = Threshold(frames);
        for (var i = 0; i < onsets.Length; i++)
        {
            onsets[i] = i == 0
                || frames[i].OffsetSeconds - frames[i - 1].OffsetSeconds > RestSeconds
                || (frames[i].Heard is { } heard
                    ? heard.IsStruck
                    : Strength(frames, i) >= threshold && IsPeak(frames, i));
        }

        return onsets;
    }

    public static double Strength(IReadOnlyList<RecalledFrame> frames, int frame) =>
        frames[frame].Frame.Descriptors.OnsetStrength;

    private static bool IsPeak(IReadOnlyList<RecalledFrame> frames, int frame)
    {
        var strength = Strength(frames, frame);
        for (var i = 1; i <= Neighbours; i++)
        {
            if ((frame - i >= 0 && Strength(frames, frame - i) >= strength)
                || (frame + i < frames.Count && Strength(frames, frame + i) > strength))
            {
                return false;
            }
        }

        return true;
    }

    private static double Threshold(IReadOnlyList<RecalledFrame> frames)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            sum += Strength(frames, i);
            squares += Strength(frames, i) * Strength(frames, i);
        }

        var mean = sum / Math.Max(1, frames.Count);
        var variance = squares / Math.Max(1, frames.Count) - mean * mean;
        var above = DeviationsAboveMean * Math.Sqrt(Math.Max(0, variance));
        return Math.Max(LeastStrengthDb, mean + above);
    }
}
