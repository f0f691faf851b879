using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Diagnosis;

/// <summary>
/// Windows of a segment's length every 7 ms: as many hearings as fit into a segment, each begun
/// 7 ms later than the one before, laid side by side.
/// </summary>
public static class DenseWindows
{
    /// <summary>Samples from one window to the next: 7 ms.</summary>
    public const int HopSamples = 7 * SampleRate.Hz / 1000;

    /// <summary>Hearings that make the windows up: 50.</summary>
    public const int Hearings = FrameGrid.SegmentSamples / HopSamples;

    /// <summary>How late a hearing begins.</summary>
    /// <param name="hearing">0 … <see cref="Hearings"/> − 1.</param>
    public static SampleCount OffsetOf(int hearing) => new(hearing * HopSamples);

    /// <summary>
    /// Brings the averages of all hearings into the order of time, each standing for its own 7 ms.
    /// </summary>
    /// <param name="hearings">[hearings] averaged segments, each hearing's in order.</param>
    /// <returns>Places that tile from 0, up to the first window that is missing.</returns>
    public static IEnumerable<SegmentEncoded> InOrder(
        IReadOnlyList<IReadOnlyList<SegmentEncoded>> hearings)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hearings.Count, Hearings);
        for (var window = 0; ; window++)
        {
            var hearing = hearings[window % Hearings];
            if (window / Hearings >= hearing.Count)
            {
                yield break;
            }

            var mean = hearing[window / Hearings];
            yield return mean with
            {
                Place = new Place(
                    new SegmentId(window),
                    SampleTime.AtSample((long)window * HopSamples),
                    new SampleCount(HopSamples),
                    mean.Place.CapturedTimestamp),
            };
        }
    }
}
