using System.Buffers.Binary;
using System.Text;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Writes one track of a MIDI file. Events keep their order. Each stands at the tick nearest to
/// its time (off by half a tick at most), with one exception: a note shorter than a tick is given
/// one, and what follows it on the track is never put before its end. A note still open at the
/// end of the track is ended there. Not thread-safe.
/// </summary>
public sealed class MidiTrackWriter
{
    private const int Closed = -1;

    private readonly Stream _stream;
    private readonly TempoMap _tempo;
    private readonly long _lengthAt;
    private readonly long[] _openSince = new long[16 * 128];
    private long _tick;

    internal MidiTrackWriter(Stream stream, TempoMap tempo, string name)
    {
        _stream = stream;
        _tempo = tempo;
        Array.Fill(_openSince, Closed);
        _stream.Write("MTrk\0\0\0\0"u8);
        _lengthAt = _stream.Position - 4;
        WriteMeta(0x03, Encoding.ASCII.GetBytes(name));
    }

    /// <summary>Writes one event.</summary>
    /// <param name="e">
    /// A note-on of an open key ends the open note first; a note-off of a closed key is left out.
    /// </param>
    /// <param name="time">Its time, not negative.</param>
    public void Add(MidiEvent e, SampleTime time)
    {
        var tick = Math.Max(_tick, _tempo.At(time));
        var key = (e.Channel - 1) * 128 + e.Data1;
        if (e.IsNoteOff || (e.IsNoteOn && _openSince[key] != Closed))
        {
            EndNote(key, tick);
        }

        if (e.IsNoteOff)
        {
            return;
        }

        Write(e, Math.Max(_tick, tick));
        if (e.IsNoteOn)
        {
            _openSince[key] = _tick;
        }
    }

    // Tempi and signs in one order; at the beginning the metre follows the tempo.
    internal void AddTempoMap(IReadOnlyList<MidiSign> signs)
    {
        Span<byte> tempo = stackalloc byte[4];
        var next = 0;
        foreach (var change in _tempo.Changes)
        {
            for (; next < signs.Count && _tempo.At(signs[next].Time) < change.Tick; next++)
            {
                Add(signs[next]);
            }

            BinaryPrimitives.WriteInt32BigEndian(tempo, change.MicrosecondsPerQuarter);
            WriteMeta(0x51, tempo[1..], change.Tick);
            if (change.Tick == 0)
            {
                WriteMeta(0x58, [4, 2, 24, 8], 0);
            }
        }

        for (; next < signs.Count; next++)
        {
            Add(signs[next]);
        }
    }

    internal void End()
    {
        for (var key = 0; key < _openSince.Length; key++)
        {
            EndNote(key, _tick);
        }

        WriteMeta(0x2F, []);
        var end = _stream.Position;
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, checked((uint)(end - _lengthAt - 4)));
        _stream.Position = _lengthAt;
        _stream.Write(length);
        _stream.Position = end;
    }

    private void EndNote(int key, long tick)
    {
        if (_openSince[key] != Closed)
        {
            Write(MidiEvent.NoteOff(key / 128 + 1, key % 128), Math.Max(tick, _openSince[key] + 1));
            _openSince[key] = Closed;
        }
    }

    private void Write(MidiEvent e, long tick)
    {
        WriteDelta(tick);
        ReadOnlySpan<byte> bytes = [e.Status, e.Data1, e.Data2];
        _stream.Write(bytes[..e.Length]);
    }

    private void Add(MidiSign sign) => WriteMeta(
        sign.Type, sign.Data.AsSpan(), Math.Max(_tick, _tempo.At(sign.Time)));

    private void WriteMeta(byte type, ReadOnlySpan<byte> data) => WriteMeta(type, data, _tick);

    private void WriteMeta(byte type, ReadOnlySpan<byte> data, long tick)
    {
        WriteDelta(tick);
        _stream.Write([0xFF, type]);
        WriteNumber(data.Length);
        _stream.Write(data);
    }

    private void WriteDelta(long tick)
    {
        // A pause longer than four bytes can say (39 hours) is bridged by empty text events.
        while (tick - _tick > VariableLength.Max)
        {
            WriteNumber(VariableLength.Max);
            _stream.Write([0xFF, 0x01, 0x00]);
            _tick += VariableLength.Max;
        }

        WriteNumber(tick - _tick);
        _tick = tick;
    }

    private void WriteNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[4];
        _stream.Write(bytes[..VariableLength.Write(number, bytes)]);
    }
}
