using System.Collections.Immutable;
using System.Text;

namespace Antiphon.Midi;

/// <summary>
/// Reads Standard MIDI Files of format 0 and 1 with ticks per quarter note: channel messages,
/// running status, track names, the first tempo, and meta events as they are; system-exclusive
/// events are skipped. What is damaged is refused, not guessed.
/// </summary>
/// <remarks>Source: Standard MIDI Files 1.0, RP-001, MIDI Association, 1996.</remarks>
public static class StandardMidiFileReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <exception cref="MidiException">It is no such file, cut off, or damaged.</exception>
    public static StandardMidiFile Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new MidiByteReader(bytes);
        var header = new MidiByteReader(ReadChunk(ref reader, "MThd"u8));
        int format = header.UInt16(), trackCount = header.UInt16(), division = header.UInt16();
        if (format > 1 || division is 0 or > short.MaxValue)
        {
            throw MidiByteReader.Damaged(
                $"format {format} with division {division} is not supported", 8);
        }

        var tempo = 0;
        var tracks = ImmutableArray.CreateBuilder<MidiTrack>();
        while (tracks.Count < trackCount)
        {
            tracks.Add(ReadTrack(ReadChunk(ref reader, "MTrk"u8), ref tempo));
        }

        return new StandardMidiFile(
            format, division, tempo == 0 ? 500_000 : tempo, tracks.ToImmutable());
    }

    private static ReadOnlySpan<byte> ReadChunk(
        ref MidiByteReader reader, ReadOnlySpan<byte> wanted)
    {
        while (true)
        {
            var at = reader.Position;
            var type = reader.Bytes(4);
            if (at == 0 && !type.SequenceEqual(wanted))
            {
                throw MidiByteReader.Damaged("it does not begin with 'MThd'", 0);
            }

            var body = reader.Bytes(reader.UInt32());
            if (type.SequenceEqual(wanted))
            {
                return body;
            }
        }
    }

    private static MidiTrack ReadTrack(ReadOnlySpan<byte> body, ref int tempo)
    {
        var reader = new MidiByteReader(body);
        var events = ImmutableArray.CreateBuilder<(long, MidiEvent)>();
        var metas = ImmutableArray.CreateBuilder<(long, int, ImmutableArray<byte>)>();
        var name = "";
        var tick = 0L;
        var running = 0;
        while (true)
        {
            tick += reader.VariableLength();
            var status = reader.Peek() >= 0x80 ? reader.Byte() : running;
            switch (status)
            {
                case 0xFF:
                    var type = reader.Byte();
                    var data = reader.Bytes(reader.VariableLength());
                    if (type == 0x2F)
                    {
                        return new MidiTrack(name, events.ToImmutable(), tick)
                        {
                            Metas = metas.ToImmutable(),
                        };
                    }

                    metas.Add((tick, type, [.. data]));

                    name = type == 0x03 ? Encoding.ASCII.GetString(data) : name;
                    tempo = type == 0x51 && tempo == 0 ? Tempo(data) : tempo;
                    break;
                case 0xF0 or 0xF7:
                    reader.Bytes(reader.VariableLength());
                    running = 0;
                    break;
                case >= 0x80 and < 0xF0:
                    running = status;
                    events.Add((tick, ReadMessage(ref reader, status)));
                    break;
                default:
                    throw MidiByteReader.Damaged(
                        $"status byte 0x{status:X2} has no place in a track", reader.Position);
            }
        }
    }

    private static MidiEvent ReadMessage(ref MidiByteReader reader, int status)
    {
        var data1 = reader.DataByte();
        var data2 = MidiEvent.DataBytes(status) == 2 ? reader.DataByte() : 0;
        return MidiEvent.FromBytes(status, data1, data2);
    }

    private static int Tempo(ReadOnlySpan<byte> data) =>
        data.Length == 3
            ? (data[0] << 16) | (data[1] << 8) | data[2]
            : throw MidiByteReader.Damaged($"a tempo has 3 bytes, not {data.Length}", 0);
}

/// <summary>One track of a MIDI file.</summary>
/// <param name="Name">Its name; empty where none is stated.</param>
/// <param name="Events">Its channel messages, each at its tick from the start of the file.</param>
/// <param name="EndTick">Where its end-of-track stands.</param>
public sealed record MidiTrack(
    string Name, ImmutableArray<(long Tick, MidiEvent Event)> Events, long EndTick)
{
    /// <summary>Its meta events, each at its tick; the end of the track is none of them.</summary>
    public ImmutableArray<(long Tick, int Type, ImmutableArray<byte> Data)> Metas { get; init; } =
        [];
}

/// <summary>A MIDI file as read.</summary>
/// <param name="Format">0 or 1.</param>
/// <param name="TicksPerQuarter">1…32767.</param>
/// <param name="MicrosecondsPerQuarter">The first tempo stated; 500,000 where none is.</param>
public sealed record StandardMidiFile(
    int Format, int TicksPerQuarter, int MicrosecondsPerQuarter, ImmutableArray<MidiTrack> Tracks);
