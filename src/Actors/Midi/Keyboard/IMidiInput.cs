namespace Antiphon.Midi;

/// <summary>
/// An opened port that messages come from, each with its moment, in a bounded queue. One thread
/// at a time takes them; when the queue is full, what comes is dropped and counted. What fails is
/// lost for good: whoever holds it opens another.
/// </summary>
public interface IMidiInput : IDisposable
{
    /// <summary>Its address, for messages.</summary>
    string Name { get; }

    /// <summary>Messages dropped because nobody took them, from 0.</summary>
    long Dropped { get; }

    /// <summary>Takes the oldest message; false when there is none.</summary>
    bool TryTake(out MidiHeard heard);

    /// <summary>False when the other end is gone; may take some milliseconds.</summary>
    bool IsAlive();
}

/// <summary>Whoever wants to know what is played or turned on a MIDI input.</summary>
/// <remarks>Called by one thread at a time; must neither wait nor throw.</remarks>
public interface IMidiListener
{
    /// <summary>A message came.</summary>
    void Hear(MidiHeard heard);

    /// <summary>The input is gone: keys that are down come up.</summary>
    /// <param name="timestamp">When that was noticed, on the monotonic clock.</param>
    void Lost(long timestamp);
}

/// <summary>A MIDI message that somebody outside sent.</summary>
/// <param name="Event">A channel message.</param>
/// <param name="Timestamp">When it came, on the monotonic clock.</param>
public readonly record struct MidiHeard(MidiEvent Event, long Timestamp);
