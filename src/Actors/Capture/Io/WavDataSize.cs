using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>
/// How many bytes of samples a WAV file holds, also where its recorder crashed before it wrote
/// that down, or wrote more than 32 bits can say.
/// </summary>
/// <param name="RiffEnd">Where the file ends by its own first chunk, in bytes.</param>
/// <param name="IsRiff">
/// False for RF64 and BW64, whose long sizes lie in a chunk of their own.
/// </param>
internal sealed record WavDataSize(long RiffEnd, bool IsRiff)
{
    // Programs that cannot seek in their output, and recorders that have not finished, leave this
    // or more behind.
    private const uint Placeholder = 0x7FFFF000;

    private const long Wrap = 1L << 32;

    private long? Long { get; init; }

    /// <summary>Takes the sizes of 64 bits from a ds64 chunk.</summary>
    public WavDataSize WithLong(Stream stream)
    {
        Span<byte> sizes = stackalloc byte[16];
        return stream.ReadAtLeast(sizes, 16, false) == 16
            ? this with { Long = BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]) }
            : this;
    }

    /// <summary>Bytes of samples from where a stream stands.</summary>
    /// <param name="declared">What the chunk says.</param>
    /// <exception cref="AudioInputException">More is promised than is there.</exception>
    public long Of(Stream stream, uint declared, string name)
    {
        var left = stream.Length - stream.Position;
        long size = declared == uint.MaxValue && Long is > 0 and var whole ? whole : declared;
        if (IsUnwritten(stream, size, left))
        {
            return left;
        }

        if (size > left || size < 0)
        {
            throw WavHeader.Refused(
                name, $"is cut short: {size} bytes of samples promised, {left} there",
                "copy it again from its source, or mend its header with: sox --ignore-length");
        }

        // A recorder that went on past 4 GiB counted from 0 again.
        return IsRiff ? size + (left - size) / Wrap * Wrap : size;
    }

    private bool IsUnwritten(Stream stream, long size, long left) => size switch
    {
        0 => left > 0 && !IsFollowedByChunks(stream),
        uint.MaxValue when Long is null => true,
        >= Placeholder when size > left => true,
        _ => size > left && (size == stream.Length || size + 8 == stream.Length),
    };

    // Behind no samples at all, chunks go on to the end of the file; sound does not look like them.
    private static bool IsFollowedByChunks(Stream stream)
    {
        var start = stream.Position;
        Span<byte> chunk = stackalloc byte[8];
        var at = start;
        while (at + 8 <= stream.Length)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(chunk, 8, false) < 8
                || chunk[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                break;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            at += 8 + size + (size & 1);
        }

        stream.Position = start;
        return at >= stream.Length - 1 && at > start;
    }
}
