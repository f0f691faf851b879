using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Signal;

namespace Antiphon.Diagnosis;

/// <summary>
/// Smaller numbers of frames drawn from many, several times: more frames look more diverse by
/// their count alone, so what has fewer is held against as few.
/// </summary>
/// <remarks>Equal seeds give equal draws.</remarks>
public static class SeededDraws
{
    private const int Draws = 50;

    /// <summary>Unique words among <paramref name="n"/> frames drawn without replacement.</summary>
    /// <param name="histogram">[words] frames of each word.</param>
    /// <param name="n">Frames to draw; all when there are fewer.</param>
    public static Estimate Unique(IReadOnlyList<long> histogram, long n, ulong seed = 1)
    {
        var total = histogram.Sum();
        if (n >= total)
        {
            return new Estimate(histogram.Count(count => count > 0), 0);
        }

        var random = new SplitMix64(seed);
        return Estimate.Of(Repeat(() => UniqueOf(histogram, total, n, random)));
    }

    /// <summary>
    /// One frame that sounds drawn from each segment: as many as there are averages, as far apart.
    /// </summary>
    /// <param name="frames">Every frame, in order.</param>
    /// <param name="words">Words in the vocabulary.</param>
    /// <returns>The statistics of each draw.</returns>
    public static IReadOnlyList<TokenStatistics> OneFrameASegment(
        IReadOnlyList<HeardFrame> frames, Stem stem, int words, ulong seed = 1)
    {
        var segments = frames
            .GroupBy(frame => frame.Segment)
            .Select(segment => segment
                .Select(frame => TokenTally.WordOf(frame, stem))
                .Where(word => !word.IsRest)
                .ToArray())
            .ToList();
        var random = new SplitMix64(seed);
        return Repeat(() =>
        {
            var statistics = new TokenStatistics(words);
            foreach (var sounding in segments)
            {
                statistics.Add(
                    sounding.Length == 0 ? Token.Rest : sounding[random.NextInt(sounding.Length)]);
            }

            return statistics;
        });
    }

    private static List<T> Repeat<T>(Func<T> draw) =>
        [.. Enumerable.Range(0, Draws).Select(_ => draw())];

    // Each frame in turn is taken with the chance that it is among those still to be drawn.
    private static double UniqueOf(
        IReadOnlyList<long> histogram, long total, long n, SplitMix64 random)
    {
        var (left, wanted, unique) = (total, n, 0);
        foreach (var count in histogram)
        {
            var taken = 0L;
            for (var i = 0L; i < count; i++, left--)
            {
                taken += random.NextDouble() * left < wanted - taken ? 1 : 0;
            }

            wanted -= taken;
            unique += taken > 0 ? 1 : 0;
        }

        return unique;
    }
}
