namespace Antiphon.Midi;

/// <summary>
/// The variable-length quantity of MIDI files: seven bits a byte, the highest first, bit 7 set in
/// all bytes but the last.
/// </summary>
/// <remarks>Source: Standard MIDI Files 1.0, RP-001, MIDI Association, 1996.</remarks>
public static class VariableLength
{
    /// <summary>The largest number a file may hold: 28 bits in four bytes.</summary>
    public const int Max = 0x0FFF_FFFF;

    /// <summary>Writes a number.</summary>
    /// <param name="value">0…<see cref="Max"/>.</param>
    /// <param name="into">At least four bytes.</param>
    /// <returns>Bytes written, 1…4.</returns>
    public static int Write(long value, Span<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        var length = value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
        for (var i = 0; i < length; i++)
        {
            var more = i < length - 1 ? 0x80 : 0;
            into[i] = (byte)(((value >> (7 * (length - 1 - i))) & 0x7F) | (uint)more);
        }

        return length;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="bytes">Begins with it; may go on behind it.</param>
    /// <param name="value">The number, 0…<see cref="Max"/>.</param>
    /// <returns>Bytes read, 1…4; 0 when it is cut off or longer than four bytes.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(4, bytes.Length); i++)
        {
            value = (value << 7) | (bytes[i] & 0x7F);
            if (bytes[i] < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
