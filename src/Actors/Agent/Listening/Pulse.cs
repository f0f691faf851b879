using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The pulse of a row of onsets: the median time between those that lie near enough.
/// </summary>
internal static class Pulse
{
    private const double ShortestSeconds = 0.18;
    private const double LongestSeconds = 0.9;
    private const int LeastSteps = 3;

    /// <summary>The pulse in seconds; null when there are too few onsets.</summary>
    public static double? Of(IReadOnlyList<SampleTime> onsets) =>
        Of([.. onsets.Select(onset => onset.Seconds)]);

    /// <param name="onsets">Times of onsets in seconds, in order.</param>
    public static double? Of(IReadOnlyList<double> onsets)
    {
        List<double> steps = [.. onsets.Zip(onsets.Skip(1), (a, b) => b - a)
            .Where(step => step is >= ShortestSeconds and <= LongestSeconds)];
        return steps.Count < LeastSteps ? null : Pitch.Median(steps, 0);
    }
}
