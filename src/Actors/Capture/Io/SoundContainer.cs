using System.Buffers.Binary;

namespace Antiphon.Capture.Io;

/// <summary>
/// Whether a file holds all that its container promises. libsndfile reads AIFF, Wave64, AU and CAF
/// as far as they go, and leaves out what is damaged of an Ogg stream, without a word.
/// </summary>
internal static class SoundContainer
{
    private const int HeadBytes = 28;
    private const int MostFrameHead = 64;

    // A recorder that crashed left nothing, or the largest number there is: it is heard to its end.
    private const double LargestShare = 1_000;

    /// <summary>What is wrong with a file.</summary>
    /// <param name="path">Of a file that can be opened.</param>
    /// <returns>Null where nothing is, or where it is of a kind that tells its faults.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ContainerFault? FaultOf(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var head = new byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes)
        {
            return null;
        }

        file.Position = 0;
        return true switch
        {
            _ when WavHeader.Is(head, "OggS") => OggPages.FaultOf(file),
            _ when WavHeader.Is(head, "FORM") => Short(
                file, 8L + BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4))),
            _ when WavHeader.Is(head, "riff") => Short(
                file, BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16))),
            _ when WavHeader.Is(head, ".snd") => Short(
                file, (long)BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4))
                    + BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8))),
            _ when WavHeader.Is(head, "dns.") => Short(
                file, (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4))
                    + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8))),
            _ when WavHeader.Is(head, "caff") => Short(file, EndOfChunks(file)),
            _ when WavHeader.Is(head, "fLaC") => null,
            _ => Short(file, EndOfFrames(file)),
        };
    }

    private static ContainerFault? Short(FileStream file, long promised) =>
        promised > file.Length && promised is < int.MaxValue - HeadBytes or > 1L << 33
            && promised < file.Length * LargestShare
            ? new ContainerFault((double)promised / file.Length, null, FormattableString.Invariant(
                $"{promised} bytes are promised and {file.Length} are there"))
            : null;

    // The first frame of MPEG audio may be no sound and say how many bytes follow it.
    private static long EndOfFrames(FileStream file)
    {
        const int tag = 8;
        var start = RecordingReaders.BehindTags(file);
        var frame = new byte[MostFrameHead];
        file.Position = start;
        var read = frame.AsSpan(0, file.ReadAtLeast(
            frame, frame.Length, throwOnEndOfStream: false));
        var at = Math.Max(read.IndexOf("Xing"u8), read.IndexOf("Info"u8));
        if (at < 0 || read.Length < at + tag + 2 * sizeof(int))
        {
            return file.Length;
        }

        // How many frames there are may stand before how many bytes.
        var says = read[at + tag - 1];
        return (says & 2) != 0
            ? start + BinaryPrimitives.ReadUInt32BigEndian(
                read[(at + tag + ((says & 1) != 0 ? sizeof(int) : 0))..])
            : file.Length;
    }

    // The chunks of CAF follow one another; that of the sound may have no size yet.
    private static long EndOfChunks(FileStream file)
    {
        const int first = 8;
        var chunk = new byte[12];
        var at = (long)first;
        while (at < file.Length)
        {
            file.Position = at;
            if (file.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length)
            {
                return file.Length;
            }

            var size = BinaryPrimitives.ReadInt64BigEndian(chunk.AsSpan(4));
            if (size < 0 || size > long.MaxValue / 2)
            {
                return file.Length;
            }

            at += chunk.Length + size;
        }

        return at;
    }
}

/// <summary>What is wrong with a file of sound.</summary>
/// <param name="Share">
/// How much longer it was, of what is there; null where nobody knows.
/// </param>
/// <param name="GoodFrames">Frames up to the damage; null for all that can be read.</param>
/// <param name="Why">For a person.</param>
internal sealed record ContainerFault(double? Share, long? GoodFrames, string Why);
