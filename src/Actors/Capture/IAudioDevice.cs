namespace Antiphon.Capture;

/// <summary>A device that is open and writes to its ring until it is disposed or lost.</summary>
public interface IAudioDevice : IDisposable
{
    AudioDeviceFormat Format { get; }

    /// <summary>Where its sound arrives.</summary>
    CaptureRing Ring { get; }

    /// <summary>Nothing more will come, which no sound card ever says.</summary>
    bool Ended => false;
}

/// <summary>How a device was opened.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="SampleRateHz">Frames a second, in Hz.</param>
/// <param name="Channels">Samples in a frame.</param>
/// <param name="AskedLatencyMs">The latency that was asked for, in ms.</param>
/// <param name="GotLatencyMs">The latency that the driver promises, in ms.</param>
public sealed record AudioDeviceFormat(
    string Name, int SampleRateHz, int Channels, double AskedLatencyMs, double GotLatencyMs);

/// <summary>Opens one device, again and again if need be.</summary>
public interface IAudioDeviceSource
{
    /// <summary>Its address, for people.</summary>
    string Name { get; }

    /// <summary>
    /// Closes what is left of a lost device and opens it anew, on a thread of its own, for
    /// drivers may hang. Not called again before the task has ended.
    /// </summary>
    /// <param name="lost">The device as it was; null the first time. It keeps its format.</param>
    /// <exception cref="AudioInputException">Through the task: it cannot be opened.</exception>
    Task<IAudioDevice> Open(IAudioDevice? lost);
}
