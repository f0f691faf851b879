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
