using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>
/// How far words hang on where the grid of segments happens to begin, which live nobody chooses.
/// </summary>
public static class ShiftAgreement
{
    /// <summary>
    /// The share of frames whose word equals that of the nearest frame of the unshifted grid.
    /// </summary>
    /// <param name="unshifted">Tokens of the whole sound, in order.</param>
    /// <param name="shifted">Tokens of the sound without its first samples, in order.</param>
    /// <param name="shift">How many samples were left out.</param>
    /// <param name="stem">The stem whose words are compared.</param>
    /// <returns>
    /// 0…1; frames that are warming, or at rest on both grids, do not count. NaN when none count.
    /// </returns>
    public static double Of(
        IReadOnlyList<FrameToken> unshifted, IReadOnlyList<FrameToken> shifted, SampleCount shift,
        Stem stem)
    {
        var (counted, equal, nearest) = (0, 0, 0);
        foreach (var token in shifted)
        {
            var time = token.Time + shift;
            while (nearest + 1 < unshifted.Count
                && Away(unshifted[nearest + 1], time) < Away(unshifted[nearest], time))
            {
                nearest++;
            }

            var other = unshifted[nearest];
            var (word, expected) = (token.Of(stem), other.Of(stem));
            if (token.Warming || other.Warming || (word.IsRest && expected.IsRest))
            {
                continue;
            }

            counted++;
            equal += word == expected ? 1 : 0;
        }

        return (double)equal / counted;
    }

    private static long Away(FrameToken token, SampleTime time) =>
        Math.Abs(token.Time.HalfSamples - time.HalfSamples);
}
