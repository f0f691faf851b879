using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>
/// How often something begins; what begins within 50 ms of the last begins together with it.
/// </summary>
internal static class OnsetCount
{
    private const double TogetherSeconds = 0.05;
    private const double RestSeconds = 0.06;
    private const double LeastStrengthDb = 1;
    private const double DeviationsAboveMean = 0.75;
    private const int Neighbours = 2;

    /// <param name="times">When single things begin, in any order.</param>
    public static int Of(IEnumerable<SampleTime> times)
    {
        SampleTime? last = null;
        var count = 0;
        foreach (var time in times.Order())
        {
            if (last is not { } before || time.SecondsSince(before) > TogetherSeconds)
            {
                last = time;
                count++;
            }
        }

        return count;
    }

    /// <summary>Where the player strikes: notes and drums that the ear heard begin.</summary>
    /// <param name="played">Frames in which the player plays, in order.</param>
    /// <param name="heard">What the ear heard in frames, by ordinal; empty without an ear.</param>
    public static IEnumerable<SampleTime> Strikes(
        IReadOnlyList<FrameToken> played, IReadOnlyDictionary<long, HeardFrame> heard) =>
        heard.Count == 0
            ? Strikes(played)
            : played
                .Where(frame => heard.GetValueOrDefault(frame.Ordinal) is { IsStruck: true })
                .Select(frame => frame.Start);

    /// <summary>
    /// Where the player strikes by the sound alone: sound after 60 ms without, and peaks of the
    /// onset strength that rise 0.75 deviations above its mean, and 1 dB at least.
    /// </summary>
    /// <param name="played">Frames in which the player plays, in order.</param>
    public static IEnumerable<SampleTime> Strikes(IReadOnlyList<FrameToken> played)
    {
        var threshold = Threshold(played);
        for (var i = 0; i < played.Count; i++)
        {
            if (i == 0
                || played[i].Start.SecondsSince(played[i - 1].End) > RestSeconds
                || (Strength(played, i) >= threshold && IsPeak(played, i)))
            {
                yield return played[i].Start;
            }
        }
    }

    private static double Strength(IReadOnlyList<FrameToken> played, int frame) =>
        played[frame].Descriptors.OnsetStrength;

    private static bool IsPeak(IReadOnlyList<FrameToken> played, int frame)
    {
        var strength = Strength(played, frame);
        for (var i = 1; i <= Neighbours; i++)
        {
            if ((frame - i >= 0 && Strength(played, frame - i) >= strength)
                || (frame + i < played.Count && Strength(played, frame + i) > strength))
            {
                return false;
            }
        }

        return true;
    }

    private static double Threshold(IReadOnlyList<FrameToken> played)
    {
        if (played.Count == 0)
        {
            return LeastStrengthDb;
        }

        var mean = played.Average(frame => (double)frame.Descriptors.OnsetStrength);
        var variance = played.Average(
            frame => Math.Pow(frame.Descriptors.OnsetStrength - mean, 2));
        return Math.Max(LeastStrengthDb, mean + DeviationsAboveMean * Math.Sqrt(variance));
    }
}
