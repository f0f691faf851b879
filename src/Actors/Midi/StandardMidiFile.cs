using System.Collections.Immutable;

namespace Antiphon.Midi;

/// <summary>A MIDI file as read.</summary>
/// <param name="Format">0 or 1.</param>
/// <param name="TicksPerQuarter">1…32767.</param>
/// <param name="MicrosecondsPerQuarter">The first tempo stated; 500,000 where none is.</param>
public sealed record StandardMidiFile(
    int Format, int TicksPerQuarter, int MicrosecondsPerQuarter, ImmutableArray<MidiTrack> Tracks);
