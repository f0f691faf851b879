using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>Walks through the recordings in order, as often as the trainer needs.</summary>
internal sealed class TrainingSet(
    IReadOnlyList<TrainingRecording> recordings, CancellationToken cancellation)
{
    /// <summary>Is given one frame to learn from.</summary>
    /// <param name="recording">Index of the recording.</param>
    /// <param name="index">
    /// How many frames to learn from this stem had before in this recording.
    /// </param>
    /// <param name="features">
    /// As <see cref="StemFeatures.Follow"/> gives them; valid during the call.
    /// </param>
    public delegate void FrameVisitor(
        int recording, Stem stem, long index, ReadOnlySpan<float> features);

    public IReadOnlyList<TrainingRecording> Recordings => recordings;

    /// <summary>Walks through segments and gaps.</summary>
    public void Walk(
        Action<int> begin,
        Action<int, SegmentEncoded> segment,
        Action gap,
        Action<int> end,
        Action<double> progress)
    {
        for (var r = 0; r < recordings.Count; r++)
        {
            begin(r);
            foreach (var slot in recordings[r].Slots)
            {
                cancellation.ThrowIfCancellationRequested();
                if (slot is SegmentEncoded encoded)
                {
                    segment(r, encoded);
                }
                else if (slot is Gap)
                {
                    gap();
                }
            }

            end(r);
            progress((r + 1.0) / recordings.Count);
        }
    }

    /// <summary>
    /// Walks through the frames to learn from, normalised as they will be live: every frame that
    /// sounds moves the running statistics, but warming ones are not shown.
    /// </summary>
    public void WalkNormalised(
        CausalFeatures features, FrameVisitor visit, Action<double> progress)
    {
        var normalised = new float[features.ResultLength];
        var seen = new long[2];
        Walk(
            _ =>
            {
                features.Reset();
                Array.Clear(seen);
            },
            (recording, segment) =>
            {
                features.Begin(segment);
                for (var frame = 0; frame < segment.Frames.Length; frame++)
                {
                    foreach (var stem in Stems)
                    {
                        if (features.Hear(segment, stem, frame, normalised) && !segment.Warming)
                        {
                            visit(recording, stem, seen[(int)stem]++, normalised);
                        }
                    }
                }
            },
            features.Reset,
            _ => { },
            progress);
    }

    /// <summary>Both stems, in the order of the encoder's rows.</summary>
    public static IReadOnlyList<Stem> Stems { get; } = [Stem.Harmonic, Stem.Percussive];
}
