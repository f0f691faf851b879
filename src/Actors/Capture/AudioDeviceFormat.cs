namespace Antiphon.Capture;

/// <summary>How a device was opened.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="SampleRateHz">Frames a second, in Hz.</param>
/// <param name="Channels">Samples in a frame.</param>
/// <param name="AskedLatencyMs">The latency that was asked for, in ms.</param>
/// <param name="GotLatencyMs">The latency that the driver promises, in ms.</param>
public sealed record AudioDeviceFormat(
    string Name, int SampleRateHz, int Channels, double AskedLatencyMs, double GotLatencyMs);
