using System.Buffers.Binary;
using System.Text;

namespace Antiphon.Tests.Encoder;

/// <summary>
/// Archives made by hand, of which an entry unfolds from a few megabytes to gigabytes of zeros,
/// whatever the archive says of it.
/// </summary>
internal static class ZeroFlood
{
    /// <summary>Bytes of zeros for each byte of the stream: four runs of 258.</summary>
    private const long Times = 4 * 258;

    /// <summary>A deflate stream that unfolds to about so many zeros.</summary>
    public static byte[] Deflated(long bytes)
    {
        var bits = new BitWriter();
        bits.Number(1, 1); // the last block
        bits.Number(2, 2); // with codes of its own
        bits.Number(29, 5); // 286 codes of bytes and lengths
        bits.Number(0, 5); // one of distances
        bits.Number(14, 4); // 18 codes of code lengths, in their odd order
        for (var at = 0; at < 18; at++)
        {
            bits.Number(at is 2 ? 1 : at is 15 or 17 ? 2 : 0, 3);
        }

        // The byte 0 has two bits, the end two, the run of 258 one, and the distance 1 one.
        bits.Code("11");
        bits.Zeros(138);
        bits.Zeros(117);
        bits.Code("11");
        bits.Zeros(28);
        bits.Code("10");
        bits.Code("10");

        // The byte 0, and then runs of two bits of 0 each: of the seven that fill the byte, one
        // belongs to the last run, before the end.
        bits.Code("10");
        return [.. bits.Bytes, .. new byte[bytes / Times], 0b110];
    }

    /// <summary>Writes an archive.</summary>
    /// <param name="entries">
    /// Each with the length and the checksum that the archive says it has.
    /// </param>
    public static void Write(
        string path, params (string Name, byte[] Deflated, long Bytes, uint Checksum)[] entries)
    {
        using var file = new FileStream(path, FileMode.Create);
        var offsets = new List<long>();
        foreach (var (name, deflated, _, _) in entries)
        {
            offsets.Add(file.Position);
            file.Write(Header(0x04034B50, 30, name, deflated.Length, says: 0));
            file.Write(Encoding.UTF8.GetBytes(name));
            file.Write(deflated);
        }

        var directory = file.Position;
        foreach (var (i, (name, deflated, says, checksum)) in entries.Index())
        {
            var header = Header(0x02014B50, 46, name, deflated.Length, uint.MaxValue);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), checksum);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), 12); // the long length
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)offsets[i]);
            file.Write(header);
            file.Write(Encoding.UTF8.GetBytes(name));
            var more = new byte[12];
            BinaryPrimitives.WriteUInt16LittleEndian(more, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(more.AsSpan(2), 8);
            BinaryPrimitives.WriteInt64LittleEndian(more.AsSpan(4), says);
            file.Write(more);
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)entries.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)entries.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(
            end.AsSpan(12), (uint)(file.Position - directory));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)directory);
        file.Write(end);
    }

    // The fields that both kinds of header have in one order, behind what the second has more.
    private static byte[] Header(
        uint signature, int length, string name, int packedBytes, uint says)
    {
        var header = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, signature);
        var fields = header.AsSpan(length == 46 ? 6 : 4);
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 45);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], 8);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], (uint)packedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], says);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)name.Length);
        return header;
    }

    // Numbers come with their lowest bit first, codes with their highest.
    private sealed class BitWriter
    {
        private int _count;

        public List<byte> Bytes { get; } = [];

        public void Number(int value, int bits)
        {
            for (var i = 0; i < bits; i++)
            {
                Bit(value >> i & 1);
            }
        }

        public void Code(string code)
        {
            foreach (var bit in code)
            {
                Bit(bit - '0');
            }
        }

        /// <summary>So many code lengths of 0, 11…138.</summary>
        public void Zeros(int count)
        {
            Code("0");
            Number(count - 11, 7);
        }

        private void Bit(int bit)
        {
            if (_count % 8 == 0)
            {
                Bytes.Add(0);
            }

            Bytes[^1] |= (byte)(bit << (_count++ % 8));
        }
    }
}
