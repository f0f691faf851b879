using Antiphon.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the player has just played, in the few figures that an answer needs.</summary>
/// <param name="Frames">The newest frames of it, in order.</param>
/// <param name="Key">Median key of its pitched frames; null when nothing was pitched.</param>
/// <param name="Chroma">Weight of the twelve pitch classes, the newest weighing most.</param>
/// <param name="OnsetsPerSecond">How densely it was played, from 0.</param>
/// <param name="PulseSeconds">Median time between its onsets; null when there are too few.</param>
/// <param name="LastOnset">When the last of them was heard.</param>
/// <param name="PeakDb">How loud the player gets, dBFS.</param>
internal sealed record Call(
    IReadOnlyList<RecalledFrame> Frames,
    SampleTime Start,
    SampleTime End,
    double? Key,
    double[] Chroma,
    double OnsetsPerSecond,
    double? PulseSeconds,
    SampleTime LastOnset,
    double PeakDb)
{
    private const double ChromaHalfLifeSeconds = 2;
    private const double ShortestPulseSeconds = 0.18;
    private const double LongestPulseSeconds = 0.9;
    private const int OnsetsForPulse = 3;

    public double Seconds => End.SecondsSince(Start);

    /// <param name="frames">The newest frames of the call, at least one.</param>
    /// <param name="start">
    /// When the call began (earlier than the first frame, in a long one).
    /// </param>
    public static Call Of(RememberedFrame[] frames, SampleTime start, SampleTime end, double peakDb)
    {
        var origin = frames[0].Time;
        RecalledFrame[] placed =
            [.. frames.Select(f => new RecalledFrame(f.Time.SecondsSince(origin), f, false))];
        var onsets = Onsets.Pick(placed);
        List<double> keys = [], steps = [];
        var last = -1;
        var count = 0;
        for (var i = 0; i < placed.Length; i++)
        {
            if (Pitch.KeyOf(frames[i].Descriptors) is { } key)
            {
                keys.Add(key);
            }

            if (onsets[i])
            {
                var before = placed[Math.Max(0, last)].OffsetSeconds;
                AddPulse(steps, placed[i].OffsetSeconds - before);
                last = i;
                count++;
            }
        }

        var seconds = Math.Max(0.35, placed[^1].OffsetSeconds);
        return new Call(
            placed,
            start,
            end,
            keys.Count == 0 ? null : Pitch.Median(keys, 0),
            ChromaOf(frames, end),
            count / seconds,
            steps.Count < OnsetsForPulse ? null : Pitch.Median(steps, 0),
            last < 0 ? end : frames[last].Time,
            peakDb);
    }

    private static void AddPulse(List<double> steps, double seconds)
    {
        if (seconds is >= ShortestPulseSeconds and <= LongestPulseSeconds)
        {
            steps.Add(seconds);
        }
    }

    private static double[] ChromaOf(RememberedFrame[] frames, SampleTime end)
    {
        var sum = new double[Hpss.Chroma.Classes];
        foreach (var frame in frames)
        {
            var weight = double.Exp2(-end.SecondsSince(frame.Time) / ChromaHalfLifeSeconds);
            for (var pitchClass = 0; pitchClass < sum.Length; pitchClass++)
            {
                sum[pitchClass] += weight * frame.Descriptors.Chroma[pitchClass];
            }
        }

        return sum;
    }
}
