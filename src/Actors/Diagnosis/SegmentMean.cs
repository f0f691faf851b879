using System.Collections.Immutable;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Quantizer;

namespace Antiphon.Diagnosis;

/// <summary>
/// The frames of a segment averaged to one: what the predecessor played on, kept here alone to
/// show what it costs.
/// </summary>
public static class SegmentMean
{
    /// <summary>Averages the frames that sound, each stem by itself.</summary>
    /// <returns>
    /// The segment with one frame; a stem that rested throughout rests in it, with zeros.
    /// </returns>
    public static SegmentEncoded Of(SegmentEncoded segment)
    {
        var (harmonic, harmonicSpeaks) = Mean(segment, Stem.Harmonic);
        var (percussive, percussiveSpeaks) = Mean(segment, Stem.Percussive);
        ImmutableArray<FrameDescriptors> one =
        [
            segment.Frames[0] with
            {
                HarmonicOpen = harmonicSpeaks,
                PercussiveOpen = percussiveSpeaks,
            },
        ];
        return segment with { Harmonic = harmonic, Percussive = percussive, Frames = one };
    }

    private static (float[] Mean, bool Speaks) Mean(SegmentEncoded segment, Stem stem)
    {
        var sum = new double[segment.Dimensions];
        var heard = 0;
        for (var frame = 0; frame < segment.Frames.Length; frame++)
        {
            if (!CausalFeatures.IsOpen(segment, stem, frame))
            {
                continue;
            }

            var features = segment.Frame(stem, frame);
            for (var d = 0; d < sum.Length; d++)
            {
                sum[d] += features[d];
            }

            heard++;
        }

        return (Array.ConvertAll(sum, value => (float)(value / Math.Max(1, heard))), heard > 0);
    }
}
