using System.Collections.Immutable;
using System.Text;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>What stands over the notes of a MIDI file: a marker, a key signature.</summary>
/// <param name="Time">Where it stands, not negative.</param>
/// <param name="Type">As a meta event has it.</param>
/// <param name="Data">As a meta event has it.</param>
/// <remarks>Source: Standard MIDI Files 1.0, RP-001, MIDI Association, 1996.</remarks>
public sealed record MidiSign(SampleTime Time, byte Type, ImmutableArray<byte> Data)
{
    private const byte Marker = 0x06;
    private const byte KeySignature = 0x59;

    /// <summary>A marker, ASCII: a chord's name.</summary>
    public static MidiSign Named(SampleTime time, string name) =>
        new(time, Marker, [.. Encoding.ASCII.GetBytes(name)]);

    /// <summary>A key signature.</summary>
    public static MidiSign Key(SampleTime time, MusicalKey key) =>
        new(time, KeySignature, [(byte)key.Fifths, (byte)(key.IsMinor ? 1 : 0)]);
}
