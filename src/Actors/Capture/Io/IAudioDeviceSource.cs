namespace Antiphon.Capture.Io;

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
