using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>
/// The pages of an Ogg file (RFC 3533): each says which it is of its stream and has a checksum, and
/// the last one says that it is.
/// </summary>
internal static class OggPages
{
    private const int HeadBytes = 27;
    private const int MostSegments = 255;
    private const int ChecksumAt = 22;
    private const int FirstOfStream = 2;
    private const int LastOfStream = 4;
    private const uint Polynomial = 0x04C11DB7;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>What is wrong with the pages; null where all are whole and in order.</summary>
    /// <param name="file">From its beginning.</param>
    public static ContainerFault? FaultOf(Stream file)
    {
        using var pages = new BufferedStream(file, 1 << 16);
        var page = new byte[HeadBytes + MostSegments + MostSegments * byte.MaxValue];
        var next = new Dictionary<uint, uint>();
        var open = new HashSet<uint>();
        var good = 0L;
        while (Read(pages, page) is var length and > 0)
        {
            if (!WavHeader.Is(page, "OggS"))
            {
                // What stands behind the end, as a tag does, is no page.
                return open.Count == 0 && good > 0 ? null : Damaged(good, "a page is damaged");
            }

            var stream = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(14));
            var number = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(18));
            if (!IsWhole(page, length))
            {
                return Damaged(good, "a page is damaged");
            }

            if ((page[5] & FirstOfStream) != 0 && good > 0)
            {
                return Damaged(good, "another recording stands behind its end");
            }

            if (next.TryGetValue(stream, out var wanted) && number != wanted)
            {
                return Damaged(good, "a page is missing");
            }

            next[stream] = number + 1;
            var frames = BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(6));
            good = frames > good ? frames : good;
            if ((page[5] & LastOfStream) != 0)
            {
                open.Remove(stream);
            }
            else
            {
                open.Add(stream);
            }
        }

        return open.Count == 0 ? null : Damaged(good, "it has no end");
    }

    private static ContainerFault Damaged(long good, string why) => new(null, good, why);

    // The bytes of a page, or fewer where the file ends before it does; 0 at the end.
    private static int Read(BufferedStream file, byte[] page)
    {
        var read = file.ReadAtLeast(
            page.AsSpan(0, HeadBytes), HeadBytes, throwOnEndOfStream: false);
        if (read < HeadBytes || !WavHeader.Is(page, "OggS"))
        {
            page.AsSpan(read).Clear();
            return read;
        }

        var segments = page[HeadBytes - 1];
        read += file.ReadAtLeast(
            page.AsSpan(HeadBytes, segments), segments, throwOnEndOfStream: false);
        if (read < HeadBytes + segments)
        {
            return read;
        }

        var body = 0;
        foreach (var segment in page.AsSpan(HeadBytes, segments))
        {
            body += segment;
        }

        return read + file.ReadAtLeast(
            page.AsSpan(read, body), body, throwOnEndOfStream: false);
    }

    private static bool IsWhole(byte[] page, int length)
    {
        if (length < HeadBytes)
        {
            return false;
        }

        var said = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(ChecksumAt));
        page.AsSpan(ChecksumAt, sizeof(uint)).Clear();
        var sum = 0u;
        foreach (var one in page.AsSpan(0, length))
        {
            sum = (sum << 8) ^ Table[(sum >> 24) ^ one];
        }

        return sum == said;
    }

    private static uint Remainder(int first)
    {
        var remainder = (uint)first << 24;
        for (var bit = 0; bit < 8; bit++)
        {
            remainder = (remainder & 0x80000000) != 0
                ? (remainder << 1) ^ Polynomial
                : remainder << 1;
        }

        return remainder;
    }
}
