using System.IO.Compression;
using System.Text;
using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>Reads a log that may have been rotated: its parts first, in order.</summary>
public static class LogLines
{
    private const string Packed = ".gz";
    private const int LongestLine = 1_000_000;

    /// <summary>All lines that are left, the oldest first.</summary>
    /// <param name="path">The log itself.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">A part is damaged.</exception>
    public static IEnumerable<string> Read(string path)
    {
        foreach (var part in PartsOf(path).Append(path))
        {
            using var file = ReadableFile.Open(part);
            using var unpacked = IsPacked(part)
                ? new GZipStream(file, CompressionMode.Decompress)
                : (Stream)file;
            using var reader = new StreamReader(unpacked);
            while (Line(reader) is { } line)
            {
                yield return line;
            }
        }
    }

    // As StreamReader reads it, but for its length: a packed part may unfold without an end.
    private static string? Line(StreamReader reader)
    {
        var line = new StringBuilder();
        for (int next; (next = reader.Read()) >= 0;)
        {
            if (next is '\n')
            {
                return line.ToString();
            }

            if (next is '\r')
            {
                if (reader.Peek() == '\n')
                {
                    reader.Read();
                }

                return line.ToString();
            }

            if (line.Append((char)next).Length > LongestLine)
            {
                throw new InvalidDataException(
                    $"a line of it is longer than {LongestLine} characters: it is damaged");
            }
        }

        return line.Length > 0 ? line.ToString() : null;
    }

    // A part that was still being packed when the process ended is there in both forms.
    private static IEnumerable<string> PartsOf(string path)
    {
        var pattern = $"{Path.GetFileNameWithoutExtension(path)}.?????.jsonl*";
        var parts = Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, pattern);
        return parts
            .Where(part => !IsPacked(part) || !parts.Contains(part[..^Packed.Length]))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsPacked(string part) => part.EndsWith(Packed, StringComparison.Ordinal);
}
