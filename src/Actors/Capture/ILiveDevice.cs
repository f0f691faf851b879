using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>What a live input tells of itself besides its sound.</summary>
public interface ILiveDevice
{
    /// <summary>How it was opened.</summary>
    AudioDeviceFormat Format { get; }

    /// <summary>Where its clock stands; null before its first block.</summary>
    ClockReading? Clock { get; }

    /// <summary>Monotonic time at which the last frame that was read had come in.</summary>
    long ArrivedTimestamp { get; }

    /// <summary>Why frames were missing last, for people; null when none were.</summary>
    string? LastLoss { get; }

    /// <summary>Opening it again hangs: the process must be restarted.</summary>
    bool IsHung { get; }

    /// <summary>What it has counted so far.</summary>
    DeviceFigures Figures { get; }

    /// <summary>Told of every loss and return, on the reader's thread; must not throw.</summary>
    Action<InputChanged>? Changed { get; set; }
}

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
