using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// Encodes the two stems of a segment in one batch; a stem at rest is not encoded.
/// </summary>
/// <remarks>Not thread-safe. Allocates the features of its answer and nothing else.</remarks>
/// <param name="encoder">The model.</param>
public sealed class SegmentEncoder(IFrameEncoder encoder)
{
    private readonly int _stemSamples = encoder.ContextSamples + FrameGrid.SegmentSamples;
    private readonly int _stemFeatures = FrameGrid.FramesPerSegment * encoder.Dimensions;
    private readonly float[] _stems =
        new float[2 * (encoder.ContextSamples + FrameGrid.SegmentSamples)];

    /// <summary>
    /// The features of all frames of both stems; zeros where a stem rested throughout.
    /// </summary>
    /// <exception cref="EncoderException">The model failed.</exception>
    public SegmentEncoded Encode(SegmentSeparated segment)
    {
        var harmonicSpeaks = segment.Frames.Any(frame => frame.HarmonicOpen);
        var percussiveSpeaks = segment.Frames.Any(frame => frame.PercussiveOpen);
        var features = new float[2 * _stemFeatures];

        if (harmonicSpeaks && percussiveSpeaks)
        {
            Place(segment, Stem.Harmonic, row: 0);
            Place(segment, Stem.Percussive, row: 1);
            encoder.Encode(_stems, stemCount: 2, features);
        }
        else if (harmonicSpeaks || percussiveSpeaks)
        {
            var stem = harmonicSpeaks ? Stem.Harmonic : Stem.Percussive;
            Place(segment, stem, row: 0);
            encoder.Encode(
                _stems.AsSpan(0, _stemSamples), stemCount: 1,
                features.AsSpan((int)stem * _stemFeatures, _stemFeatures));
        }

        return new SegmentEncoded(
            segment.Place,
            features.AsMemory(0, _stemFeatures),
            features.AsMemory(_stemFeatures),
            encoder.Dimensions,
            segment.Frames,
            segment.Warming);
    }

    private void Place(SegmentSeparated segment, Stem stem, int row) =>
        segment.Of(stem).Span.CopyTo(_stems.AsSpan(row * _stemSamples, _stemSamples));
}
