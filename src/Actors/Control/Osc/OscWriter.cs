using System.Buffers.Binary;
using System.Text;

namespace Antiphon.Control;

/// <summary>Writes OSC 1.0 packets.</summary>
/// <remarks>Source: Wright, "The Open Sound Control 1.0 Specification", 2002.</remarks>
public static class OscWriter
{
    /// <summary>The bytes of a packet, a multiple of four.</summary>
    /// <exception cref="ArgumentException">
    /// An address without its slash, or a text with control characters.
    /// </exception>
    public static byte[] Write(OscPacket packet)
    {
        var bytes = new List<byte>();
        Packet(bytes, packet);
        return [.. bytes];
    }

    private static void Packet(List<byte> bytes, OscPacket packet)
    {
        if (packet is OscBundle bundle)
        {
            bytes.AddRange("#bundle\0"u8);
            UInt64(bytes, bundle.Time.Value);
            foreach (var inner in bundle.Packets)
            {
                var element = Write(inner);
                Int32(bytes, element.Length);
                bytes.AddRange(element);
            }
        }
        else
        {
            Message(bytes, (OscMessage)packet);
        }
    }

    private static void Message(List<byte> bytes, OscMessage message)
    {
        if (!message.Address.StartsWith('/'))
        {
            throw new ArgumentException(
                $"The OSC address '{message.Address}' lacks its slash.", nameof(message));
        }

        Text(bytes, message.Address);
        Text(bytes, "," + string.Concat(message.Arguments.Select(TypeOf)));
        foreach (var argument in message.Arguments)
        {
            Argument(bytes, argument);
        }
    }

    private static char TypeOf(OscArgument argument) => argument switch
    {
        OscInt => 'i',
        OscFloat => 'f',
        OscString => 's',
        OscBlob => 'b',
        OscBool { Value: true } => 'T',
        OscBool => 'F',
        OscNil => 'N',
        OscLong => 'h',
        OscDouble => 'd',
        _ => 't',
    };

    private static void Argument(List<byte> bytes, OscArgument argument)
    {
        switch (argument)
        {
            case OscInt whole:
                Int32(bytes, whole.Value);
                break;
            case OscFloat number:
                Int32(bytes, BitConverter.SingleToInt32Bits(number.Value));
                break;
            case OscString text:
                Text(bytes, text.Value);
                break;
            case OscBlob blob:
                Int32(bytes, blob.Value.Length);
                bytes.AddRange(blob.Value);
                Pad(bytes, (4 - blob.Value.Length % 4) % 4);
                break;
            case OscLong whole:
                UInt64(bytes, (ulong)whole.Value);
                break;
            case OscDouble number:
                UInt64(bytes, BitConverter.DoubleToUInt64Bits(number.Value));
                break;
            case OscTime time:
                UInt64(bytes, time.Value.Value);
                break;
        }
    }

    private static void Text(List<byte> bytes, string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new ArgumentException($"'{text}' has control characters.", nameof(text));
        }

        var encoded = Encoding.UTF8.GetBytes(text);
        bytes.AddRange(encoded);
        Pad(bytes, 4 - encoded.Length % 4);
    }

    private static void Pad(List<byte> bytes, int count) => bytes.AddRange(new byte[count]);

    private static void Int32(List<byte> bytes, int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, value);
        bytes.AddRange(four);
    }

    private static void UInt64(List<byte> bytes, ulong value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, value);
        bytes.AddRange(eight);
    }
}
