namespace Antiphon.Midi;

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
