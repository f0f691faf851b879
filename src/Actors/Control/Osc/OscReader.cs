using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Antiphon.Control;

/// <summary>
/// Reads OSC 1.0 packets: messages and bundles with the types i f s b T F N h d t. What is cut off,
/// badly padded, of another type, or goes on behind its end is refused, not guessed.
/// </summary>
/// <remarks>Source: Wright, "The Open Sound Control 1.0 Specification", 2002.</remarks>
public static class OscReader
{
    /// <summary>A datagram is no longer than this, in bytes.</summary>
    public const int MaxBytes = 8_192;

    /// <summary>Bundles stand in each other no deeper than this.</summary>
    public const int MaxDepth = 8;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one datagram.</summary>
    /// <exception cref="OscException">It is no OSC packet, or too large.</exception>
    public static OscPacket Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxBytes || bytes.Length % 4 != 0)
        {
            throw new OscException(
                $"a packet has 4 to {MaxBytes} bytes in fours, not {bytes.Length}");
        }

        return Packet(bytes, new OscTimeTag(0), depth: 0);
    }

    private static OscPacket Packet(ReadOnlySpan<byte> bytes, OscTimeTag after, int depth)
    {
        var cursor = new Cursor(bytes);
        return bytes.StartsWith("#bundle\0"u8)
            ? Bundle(ref cursor, after, depth)
            : Message(ref cursor);
    }

    private static OscBundle Bundle(ref Cursor cursor, OscTimeTag after, int depth)
    {
        cursor.Take(8);
        var time = new OscTimeTag(BinaryPrimitives.ReadUInt64BigEndian(cursor.Take(8)));
        if (depth >= MaxDepth || time.Value < after.Value)
        {
            throw cursor.Refused(depth >= MaxDepth
                ? $"bundles stand more than {MaxDepth} deep"
                : "a bundle is earlier than the one it stands in");
        }

        var packets = ImmutableArray.CreateBuilder<OscPacket>();
        while (!cursor.AtEnd)
        {
            var length = cursor.Int32();
            if (length <= 0 || length % 4 != 0)
            {
                throw cursor.Refused($"an element of {length} bytes");
            }

            packets.Add(Packet(cursor.Take(length), time, depth + 1));
        }

        return new OscBundle(time, packets.ToImmutable());
    }

    private static OscMessage Message(ref Cursor cursor)
    {
        var address = cursor.Text();
        if (address.Length == 0 || address[0] != '/')
        {
            throw cursor.Refused("an address begins with a slash");
        }

        // Old senders leave the types out; without values there is nothing to be wrong about.
        if (cursor.AtEnd)
        {
            return new OscMessage(address);
        }

        var types = cursor.Text();
        if (types.Length == 0 || types[0] != ',')
        {
            throw cursor.Refused("the types are missing");
        }

        var arguments = ImmutableArray.CreateBuilder<OscArgument>(types.Length - 1);
        foreach (var type in types.AsSpan(1))
        {
            arguments.Add(Argument(ref cursor, type));
        }

        return cursor.AtEnd
            ? new OscMessage(address, arguments.ToImmutable())
            : throw cursor.Refused("more bytes than the types say");
    }

    private static OscArgument Argument(ref Cursor cursor, char type) => type switch
    {
        'i' => new OscInt(cursor.Int32()),
        'f' => new OscFloat(BinaryPrimitives.ReadSingleBigEndian(cursor.Take(4))),
        's' => new OscString(cursor.Text()),
        'b' => new OscBlob([.. cursor.Blob()]),
        'T' => new OscBool(true),
        'F' => new OscBool(false),
        'N' => new OscNil(),
        'h' => new OscLong(BinaryPrimitives.ReadInt64BigEndian(cursor.Take(8))),
        'd' => new OscDouble(BinaryPrimitives.ReadDoubleBigEndian(cursor.Take(8))),
        't' => new OscTime(new OscTimeTag(BinaryPrimitives.ReadUInt64BigEndian(cursor.Take(8)))),
        _ => throw cursor.Refused($"type '{type}' is not read here"),
    };

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        public readonly bool AtEnd => _at == _bytes.Length;

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > _bytes.Length - _at)
            {
                throw Refused("it is cut off");
            }

            _at += count;
            return _bytes.Slice(_at - count, count);
        }

        public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

        public string Text()
        {
            var length = _bytes[_at..].IndexOf((byte)0);
            if (length < 0)
            {
                throw Refused("a text does not end");
            }

            var text = Take(length);
            Padding(4 - length % 4);
            return Utf8(text);
        }

        public ReadOnlySpan<byte> Blob()
        {
            var blob = Take(Int32());
            Padding((4 - blob.Length % 4) % 4);
            return blob;
        }

        public readonly OscException Refused(string why) => new($"{why} (byte {_at})");

        // The specification knows ASCII; labels and recordings have names in every language.
        private readonly string Utf8(ReadOnlySpan<byte> bytes)
        {
            try
            {
                var text = StrictUtf8.GetString(bytes);
                return text.Any(char.IsControl)
                    ? throw Refused("a text has control characters")
                    : text;
            }
            catch (DecoderFallbackException)
            {
                throw Refused("a text is not UTF-8");
            }
        }

        private void Padding(int count)
        {
            if (Take(count).ContainsAnyExcept((byte)0))
            {
                throw Refused("the padding is not zero");
            }
        }
    }
}

/// <summary>Bytes that are no OSC; the message says what, and at which byte.</summary>
public sealed class OscException(string message) : FormatException(message);
