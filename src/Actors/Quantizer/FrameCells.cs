using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Quantizer;

/// <summary>Shares a segment out among its frames, without a hole and without overlap.</summary>
/// <remarks>
/// A frame's cell is one hop around its centre; the first also takes what lies before it in the
/// segment, the last what lies behind (40 samples each).
/// </remarks>
public static class FrameCells
{
    /// <summary>The stretch that one frame stands for.</summary>
    /// <param name="segment">The segment's place.</param>
    /// <param name="frame">Index, 0 … <paramref name="frames"/> − 1.</param>
    /// <param name="frames">Frames of the segment, from 1.</param>
    public static Place Of(Place segment, int frame, int frames)
    {
        var start = frame == 0 ? 0 : FrameGrid.CellStartSample(frame);
        var end = frame == frames - 1
            ? segment.Length.Samples
            : FrameGrid.CellStartSample(frame + 1);
        return segment with
        {
            Start = segment.Start + new SampleCount(start),
            Length = new SampleCount(end - start),
        };
    }
}
