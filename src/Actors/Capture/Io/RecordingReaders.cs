using Antiphon.Native;

namespace Antiphon.Capture.Io;

/// <summary>
/// Which reader a recording wants, by what stands in it: names end as they like. WAV, RF64 and
/// BW64 are read here; FLAC, OGG, MP3, AIFF, W64 and others through libsndfile, where the machine
/// has it.
/// </summary>
internal static class RecordingReaders
{
    private const int HeadBytes = 12;
    private const int TagHeaderBytes = 10;

    private static readonly string[] WavEndings = ["", ".wav", ".wave"];

    // How files begin that libsndfile knows; the second is Sony's Wave64.
    private static readonly string[] Known =
        ["fLaC", "riff", "OggS", "FORM", "caff", ".snd", "dns."];

    /// <summary>Opens a recording.</summary>
    /// <param name="path">By which it can be opened.</param>
    /// <param name="name">As a person calls it.</param>
    /// <exception cref="AudioInputException">It cannot be read.</exception>
    public static IRecordingReader Open(string path, string name)
    {
        RefuseEndless(path, name);
        var (head, start) = HeadOf(path);
        if (WavHeader.Begins(head))
        {
            return new WavFileReader(path, name, start);
        }

        var isOther = head.Length >= 4 && (IsMpeg(head)
            || Known.Any(known => WavHeader.Is(head, known)));
        return isOther || !WavEndings.Contains(Path.GetExtension(name).ToLowerInvariant())
            && File.Exists(path)
            ? new LibSndFileReader(path, name)
            : new WavFileReader(path, name, start: 0);
    }

    private static void RefuseEndless(string path, string name)
    {
        var what = FileIdentity.Of(path)?.Kind switch
        {
            FileKind.Pipe => "a pipe",
            FileKind.Device => "a device",
            _ => null,
        };
        if (what is not null)
        {
            throw new AudioInputException(
                $"{name} is {what}, not a recording: give a file, or send raw samples to stdin:.");
        }
    }

    /// <summary>Where a file begins behind the ID3 tags that may stand before anything.</summary>
    internal static long BehindTags(FileStream file)
    {
        var head = new byte[TagHeaderBytes];
        for (var start = 0L; ;)
        {
            file.Position = start;
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read < TagHeaderBytes || head is not [(byte)'I', (byte)'D', (byte)'3', ..])
            {
                return start;
            }

            start += TagHeaderBytes + SyncSafe(head.AsSpan(6, 4));
        }
    }

    private static (byte[] Head, long Start) HeadOf(string path)
    {
        try
        {
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = BehindTags(file);
            var head = new byte[HeadBytes];
            file.Position = start;
            return (head[..file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)], start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            // The reader says why it cannot be opened.
            return ([], 0);
        }
    }

    private static int SyncSafe(ReadOnlySpan<byte> size) =>
        (size[0] & 0x7F) << 21 | (size[1] & 0x7F) << 14 | (size[2] & 0x7F) << 7 | size[3] & 0x7F;

    // A frame of MPEG audio: eleven bits set, and no reserved version or layer.
    private static bool IsMpeg(ReadOnlySpan<byte> head) =>
        head[0] == 0xFF && (head[1] & 0xE0) == 0xE0
        && (head[1] & 0x18) != 0x08 && (head[1] & 0x06) != 0;
}
