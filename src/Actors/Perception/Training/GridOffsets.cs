using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>Where the grid of segments begins when a recording is heard several times.</summary>
/// <remarks>
/// Live, a sound meets the grids of segments and of frames at any phase; training that heard it at
/// one would learn that one. Each hearing is an ordinary one that begins to listen late.
/// </remarks>
public static class GridOffsets
{
    /// <summary>
    /// Offsets spread over the segment and, at once, over the hop: the i-th of n lies i·26/n whole
    /// hops and i/n of a hop behind the beginning.
    /// </summary>
    /// <param name="count">Hearings of each recording, 1 … frames per segment.</param>
    /// <returns>Ascending from 0, all shorter than a segment; 4 give 0, 2000, 4320, 6320.</returns>
    public static IReadOnlyList<SampleCount> Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, FrameGrid.FramesPerSegment);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SampleCount(
                i * FrameGrid.FramesPerSegment / count * FrameGrid.HopSamples
                + i * FrameGrid.HopSamples / count)),
        ];
    }
}
