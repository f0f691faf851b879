namespace Antiphon.Midi;

/// <summary>A MIDI message that somebody outside sent.</summary>
/// <param name="Event">A channel message.</param>
/// <param name="Timestamp">When it came, on the monotonic clock.</param>
public readonly record struct MidiHeard(MidiEvent Event, long Timestamp);
