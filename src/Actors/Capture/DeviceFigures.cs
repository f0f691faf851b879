using Antiphon.Flow;

namespace Antiphon.Capture;

/// <summary>What a live input has counted.</summary>
/// <param name="Overruns">
/// Times that sound was lost while the device was there: it said so, the ring was full, or the
/// clock told.
/// </param>
/// <param name="LostFrames">Frames lost in all, those of times away included.</param>
/// <param name="Losses">Times that the device itself was lost.</param>
/// <param name="DriftPpm">How much faster its clock runs than the machine's, in millionths.</param>
/// <param name="Interval">From one block's arrival to the next.</param>
public sealed record DeviceFigures(
    long Overruns, long LostFrames, long Losses, double DriftPpm, LatencySummary Interval);
