using System.Text.Json.Serialization;
using Antiphon.Flow;

namespace Antiphon.Capture;

/// <summary>One segment of the player's sound, at 24 kHz, mono, repaired.</summary>
/// <param name="Samples">
/// [segment + look-ahead] samples in −1…1: the segment, and what was waited for after it.
/// </param>
/// <param name="Repaired">
/// True when poisoned input (NaN, infinity, clipping, DC) was mended.
/// </param>
public sealed record SegmentCaptured(Place Place, ReadOnlyMemory<float> Samples, bool Repaired)
    : Slot(Place);

/// <summary>How 10 ms of sound struck the ear, known long before its segment is complete.</summary>
/// <param name="LoudnessDb">RMS of the block, dBFS.</param>
/// <param name="OnsetDb">
/// How far it rises over the loudest of the last 50 ms, in dB, from 0.
/// </param>
public sealed record ReflexHeard(Place Place, double LoudnessDb, double OnsetDb) : Slot(Place)
{
    /// <summary>[240] samples of it at 24 kHz, −1…1; none where no ear wants them.</summary>
    public ReadOnlyMemory<float> Samples { get; init; }
}

/// <summary>No reflex will come after this one: the input has ended.</summary>
public sealed record ReflexEnded(Place Place) : Slot(Place);

/// <summary>
/// Read what is at hand (live), or enough for the segment that is wanted (freewheel).
/// </summary>
public sealed record ReadInput
{
    public static ReadInput Instance { get; } = new();
}

/// <summary>A live input changed its state.</summary>
/// <param name="Input">Its name.</param>
public abstract record InputChanged(string Input);

/// <summary>No sound comes from a device any more; it is tried again until it does.</summary>
/// <param name="SilentMs">For how long nothing had come when this was noticed.</param>
public sealed record InputLost(string Input, double SilentMs) : InputChanged(Input);

/// <summary>A lost device is heard again; what was missed is a gap.</summary>
/// <param name="AwaySeconds">From its last sound to its first.</param>
/// <param name="Attempts">How often it was opened; 0 when it came back by itself.</param>
public sealed record InputRegained(string Input, double AwaySeconds, int Attempts)
    : InputChanged(Input);

/// <summary>Opening a lost device again came to nothing; the next attempt follows.</summary>
/// <param name="Why">What the device or its driver said.</param>
/// <param name="IsNews">False when it said the same the last time.</param>
public sealed record InputStillLost(string Input, int Attempts, string Why, bool IsNews)
    : InputChanged(Input)
{
    /// <summary>What opening it threw, for the program's log; null when it threw nothing.</summary>
    [JsonIgnore]
    public Exception? Cause { get; init; }
}
