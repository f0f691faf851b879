using System.IO.Compression;

namespace Antiphon.Session.Io;

/// <summary>Reads a log that may have been rotated: its parts first, in order.</summary>
public static class LogLines
{
    private const string Packed = ".gz";

    /// <summary>All lines that are left, the oldest first.</summary>
    /// <param name="path">The log itself.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<string> Read(string path)
    {
        foreach (var part in PartsOf(path).Append(path))
        {
            using var file = File.OpenRead(part);
            using var unpacked = IsPacked(part)
                ? new GZipStream(file, CompressionMode.Decompress)
                : (Stream)file;
            using var reader = new StreamReader(unpacked);
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
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
