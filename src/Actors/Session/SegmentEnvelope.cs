using Antiphon.Capture;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>The outline of a segment's waveform.</summary>
/// <param name="Start">Where the segment begins.</param>
/// <param name="Low">[35] lowest sample of each 10 ms.</param>
/// <param name="High">[35] highest sample of each 10 ms.</param>
public sealed record SegmentEnvelope(
    SampleTime Start, IReadOnlyList<float> Low, IReadOnlyList<float> High)
{
    /// <summary>Length of one step of the outline in ms.</summary>
    public const int StepMilliseconds = 10;

    private const int StepSamples = StepMilliseconds * SampleRate.Hz / 1000;

    public static SegmentEnvelope Of(SegmentCaptured segment)
    {
        var samples = segment.Samples.Span[..FrameGrid.SegmentSamples];
        var steps = FrameGrid.SegmentSamples / StepSamples;
        var (low, high) = (new float[steps], new float[steps]);
        for (var step = 0; step < steps; step++)
        {
            foreach (var sample in samples.Slice(step * StepSamples, StepSamples))
            {
                low[step] = Math.Min(low[step], sample);
                high[step] = Math.Max(high[step], sample);
            }
        }

        return new SegmentEnvelope(segment.Start, low, high);
    }
}
