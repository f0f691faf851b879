using System.Runtime.InteropServices;

namespace Antiphon.Capture.Io;

/// <summary>PaDeviceInfo of portaudio.h (version 2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PaDeviceInfo
{
    public readonly int StructVersion;
    public readonly nint Name;
    public readonly int HostApi;
    public readonly int MaxInputChannels;
    public readonly int MaxOutputChannels;
    public readonly double LowInputLatency;
    public readonly double LowOutputLatency;
    public readonly double HighInputLatency;
    public readonly double HighOutputLatency;
    public readonly double DefaultSampleRate;
}

/// <summary>PaHostApiInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PaHostApiInfo
{
    public readonly int StructVersion;
    public readonly int Type;
    public readonly nint Name;
    public readonly int DeviceCount;
    public readonly int DefaultInput;
    public readonly int DefaultOutput;
}

/// <summary>PaStreamParameters of portaudio.h; an unsigned long is as wide as C's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PaStreamParameters
{
    public int Device;
    public int ChannelCount;
    public CULong SampleFormat;
    public double SuggestedLatency;
    public nint HostApiSpecific;
}

/// <summary>PaStreamInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PaStreamInfo
{
    public readonly int StructVersion;
    public readonly double InputLatency;
    public readonly double OutputLatency;
    public readonly double SampleRate;
}
