namespace Antiphon.Midi;

/// <summary>What kind of clock moves a <see cref="MidiTransport"/>.</summary>
public enum TransportClock
{
    /// <summary>
    /// Time passes by itself: events can be late, and very late ones are discarded.
    /// </summary>
    Real = 0,

    /// <summary>
    /// Time is what the agent has decided up to: nothing is late, and an event at the watermark
    /// itself waits, since the next decision may still withdraw it.
    /// </summary>
    Virtual = 1,
}
