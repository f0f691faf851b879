using System.Collections.Immutable;

namespace Antiphon.Midi;

/// <summary>One track of a MIDI file.</summary>
/// <param name="Name">Its name; empty where none is stated.</param>
/// <param name="Events">Its channel messages, each at its tick from the start of the file.</param>
/// <param name="EndTick">Where its end-of-track stands.</param>
public sealed record MidiTrack(
    string Name, ImmutableArray<(long Tick, MidiEvent Event)> Events, long EndTick);
