using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Tests.Quantizer;
using Antiphon.Time;

namespace Antiphon.Tests.Perception;

/// <summary>A small vocabulary, learned from made-up recordings.</summary>
internal static class Trained
{
    public const int Dimensions = 10;

    public static VocabularyOptions Options { get; } = new() { TokenCount = 12, PcaSize = 6 };

    public static List<List<SegmentEncoded>> Segments { get; } =
        [Encoded.Recording(1, 30, Dimensions), Encoded.Recording(2, 12, Dimensions)];

    public static IReadOnlyList<TrainingRecording> Recordings { get; } =
        [.. Segments.Select((segments, i) => new TrainingRecording(
            $"recording {i}", segments.Cast<Slot>()))];

    public static Vocabulary Learn(
        VocabularyOptions? options = null,
        TrainingOptions? training = null,
        IReadOnlyList<TrainingRecording>? recordings = null,
        IProgress<TrainingProgress>? progress = null) =>
        new VocabularyTrainer(
            Contracts.Of(options ?? Options), training ?? new TrainingOptions())
            .Train(recordings ?? Recordings, Contracts.Runtime, progress);

    public static Vocabulary WithProbe(Vocabulary vocabulary) => vocabulary with
    {
        Probe = new ProbeRecord(44_100, new short[] { 1, -2, 3 }, Hear(vocabulary, Segments[1])),
    };

    public static ProbeHearing Hear(Vocabulary vocabulary, List<SegmentEncoded> segments)
    {
        var quantizer = vocabulary.CreateQuantizer();
        return ProbeHearing.Of(
            segments,
            [.. segments.SelectMany(segment => quantizer.Quantize(segment).Tokens)],
            Contracts.Runtime);
    }

    /// <summary>Every frame of a segment becomes the segment's mean.</summary>
    public static float[] Averaged(ReadOnlySpan<float> features)
    {
        var result = new float[features.Length];
        for (var i = 0; i < result.Length; i++)
        {
            for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
            {
                result[i] += features[frame * Dimensions + i % Dimensions]
                    / FrameGrid.FramesPerSegment;
            }
        }

        return result;
    }
}
