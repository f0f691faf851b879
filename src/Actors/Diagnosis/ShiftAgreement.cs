using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Diagnosis;

/// <summary>
/// How far words depend on where the grid lies: of the frames of a hearing begun a little later,
/// those that have the word of the nearest frame of the first hearing.
/// </summary>
/// <param name="Equal">Frames with the same word.</param>
/// <param name="Compared">
/// Frames compared: warming ones are not, nor those where both are at rest.
/// </param>
public readonly record struct ShiftAgreement(long Equal, long Compared)
{
    /// <summary>
    /// The shifts that are looked at, samples: a sixth of a hop, half a hop, half a segment.
    /// </summary>
    public static IReadOnlyList<SampleCount> Shifts { get; } = [new(53), new(160), new(4_200)];

    /// <summary>0…1; null when nothing could be compared.</summary>
    public double? Share => Compared == 0 ? null : (double)Equal / Compared;

    public static ShiftAgreement operator +(ShiftAgreement a, ShiftAgreement b) =>
        new(a.Equal + b.Equal, a.Compared + b.Compared);

    /// <summary>Compares one stem of two hearings of one sound.</summary>
    /// <param name="first">The hearing from the beginning, in order of time.</param>
    /// <param name="shifted">The later one, in order, on its own clock.</param>
    /// <param name="beginning">Where the later one begins on the clock of the first.</param>
    /// <remarks>Of two frames equally near, the earlier one counts.</remarks>
    public static ShiftAgreement Of(
        IReadOnlyList<HeardFrame> first,
        IReadOnlyList<HeardFrame> shifted,
        SampleTime beginning,
        Stem stem)
    {
        var agreement = default(ShiftAgreement);
        var nearest = 0;
        foreach (var frame in first.Count == 0 ? [] : shifted)
        {
            var time = frame.Time.HalfSamples + beginning.HalfSamples;
            while (nearest + 1 < first.Count
                && Distance(first[nearest + 1], time) < Distance(first[nearest], time))
            {
                nearest++;
            }

            agreement += Compare(first[nearest], frame, stem);
        }

        return agreement;
    }

    private static ShiftAgreement Compare(HeardFrame first, HeardFrame shifted, Stem stem)
    {
        var (a, b) = (first.Of(stem), shifted.Of(stem));
        return first.Warming || shifted.Warming || (a.IsRest && b.IsRest)
            ? default
            : new ShiftAgreement(a == b ? 1 : 0, 1);
    }

    private static long Distance(HeardFrame frame, long halfSamples) =>
        Math.Abs(frame.Time.HalfSamples - halfSamples);
}
