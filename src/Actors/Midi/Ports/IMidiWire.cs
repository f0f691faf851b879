namespace Antiphon.Midi;

/// <summary>
/// An opened port of the outside world. One thread at a time sends; another may ask whether it is
/// alive. What fails is lost for good: whoever holds it opens another.
/// </summary>
public interface IMidiWire : IDisposable
{
    /// <summary>True when it takes events ahead of their time and sounds them at it.</summary>
    bool SoundsAtDue { get; }

    /// <summary>Events that came too late to be sounded at their time.</summary>
    long Late => 0;

    /// <summary>What a person should know of it; null when there is nothing.</summary>
    string? Remark => null;

    /// <summary>Sends one event without waiting.</summary>
    /// <param name="due">
    /// Timestamp on the monotonic clock at which it is meant to sound, where it can do that.
    /// </param>
    /// <exception cref="MidiException">It did not take the event.</exception>
    void Send(MidiEvent e, long due);

    /// <summary>False when the other end is gone; may take some milliseconds.</summary>
    bool IsAlive();

    /// <summary>Waits, but not for long, until everything sent is out.</summary>
    void Drain()
    {
    }
}
