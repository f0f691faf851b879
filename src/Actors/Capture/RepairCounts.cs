namespace Antiphon.Capture;

/// <summary>How many frames of the input were mended, by what was wrong with them.</summary>
/// <param name="NotFinite">Frames with a sample that was no number or infinite.</param>
/// <param name="Clipped">Frames with a sample beyond the clip level.</param>
/// <param name="Offset">Frames heard on a constant offset.</param>
/// <param name="Denormal">Frames with a sample too small for fast arithmetic.</param>
public readonly record struct RepairCounts(
    long NotFinite, long Clipped, long Offset, long Denormal)
{
    internal RepairCounts Plus(InputFaults faults) => new(
        NotFinite + (faults.HasFlag(InputFaults.NotFinite) ? 1 : 0),
        Clipped + (faults.HasFlag(InputFaults.Clipped) ? 1 : 0),
        Offset + (faults.HasFlag(InputFaults.Offset) ? 1 : 0),
        Denormal + (faults.HasFlag(InputFaults.Denormal) ? 1 : 0));
}
