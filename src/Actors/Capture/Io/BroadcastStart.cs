using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>
/// With which frame of a recording a WAV file begins: the time reference of its <c>bext</c> chunk.
/// </summary>
/// <remarks>Source: EBU Tech 3285, Broadcast Wave Format, version 2, 2011.</remarks>
public static class BroadcastStart
{
    /// <summary>The chunk's size without a coding history.</summary>
    internal const int ChunkBytes = 602;

    private const int DescriptionBytes = 256;
    private const int TimeReferenceAt = 338;
    private const int VersionAt = 346;
    private const int ChunkAt = 12;

    /// <summary>What the chunk of a file says, which stands before all others.</summary>
    /// <returns>From 0; null for a file that does not say.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static long? Of(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[ChunkAt + 8 + ChunkBytes];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !WavHeader.Begins(head) || !WavHeader.Is(head.AsSpan(ChunkAt), "bext"))
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(ChunkAt + 8 + TimeReferenceAt));
    }

    internal static void Write(BinaryWriter header, long frame)
    {
        var chunk = new byte[ChunkBytes];
        System.Text.Encoding.ASCII
            .GetBytes(FormattableString.Invariant($"A recording goes on here, at frame {frame}."))
            .CopyTo(chunk.AsSpan(0, DescriptionBytes));
        BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(TimeReferenceAt), frame);
        chunk[VersionAt] = 2;
        header.Write("bext"u8);
        header.Write(ChunkBytes);
        header.Write(chunk);
    }
}
