namespace Antiphon.Capture.Io;

/// <summary>A device that is open and writes to its ring until it is disposed or lost.</summary>
public interface IAudioDevice : IDisposable
{
    AudioDeviceFormat Format { get; }

    /// <summary>Where its sound arrives.</summary>
    CaptureRing Ring { get; }

    /// <summary>Nothing more will come, which no sound card ever says.</summary>
    bool Ended => false;
}
