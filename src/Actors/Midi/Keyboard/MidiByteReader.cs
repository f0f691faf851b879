using System.Buffers.Binary;

namespace Antiphon.Midi;

/// <summary>
/// Takes numbers off the bytes of a MIDI file; ends with a clear error where they end.
/// </summary>
internal ref struct MidiByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public static MidiException Damaged(string what, int position) =>
        new(MidiFault.File, $"Not a sound MIDI file: {what} (at byte {position}).");

    public readonly byte Peek() =>
        Position < _bytes.Length ? _bytes[Position] : throw CutOff(1);

    public byte Byte() => Bytes(1)[0];

    public byte DataByte()
    {
        var value = Byte();
        return value < 0x80
            ? value
            : throw Damaged($"0x{value:X2} stands where a data byte must", Position - 1);
    }

    public int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    public long UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4));

    public int VariableLength()
    {
        var length = Midi.VariableLength.Read(_bytes[Position..], out var value);
        if (length == 0)
        {
            throw Damaged("a number is cut off or longer than four bytes", Position);
        }

        Position += length;
        return value;
    }

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count > _bytes.Length - Position)
        {
            throw CutOff(count);
        }

        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private readonly MidiException CutOff(long count) =>
        Damaged($"it is cut off, {count} more bytes were announced", Position);
}
