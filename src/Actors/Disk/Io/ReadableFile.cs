using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Opens files to be read that have an end: a device, a pipe or a folder is told as such, and is
/// never waited for. Names that are not UTF-8 work.
/// </summary>
public static class ReadableFile
{
    /// <summary>Whether a path leads to anything, be it a file or not.</summary>
    public static bool IsThere(string path) => Path.Exists(RawFileName.Openable(path));

    /// <summary>Opens a file; the caller closes it.</summary>
    /// <exception cref="IOException">
    /// It is not there, or is none; the message says which, and leaves the path to the caller.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path)
    {
        var openable = RawFileName.Openable(path);
        if (WhyNot(openable) is { } why)
        {
            throw new IOException(why);
        }

        return new FileStream(
            openable, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Reads a text in UTF-8, with or without a byte order mark.</summary>
    /// <param name="mostBytes">More are refused.</param>
    /// <exception cref="IOException">As above, or it is longer.</exception>
    public static string ReadText(string path, long mostBytes)
    {
        using var file = Open(path);
        if (file.Length > mostBytes)
        {
            throw new IOException(FormattableString.Invariant(
                $"it is longer than {mostBytes / 1_000} kB"));
        }

        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>Reads all bytes of a file.</summary>
    /// <inheritdoc cref="ReadText"/>
    public static byte[] ReadBytes(string path, int mostBytes)
    {
        using var file = Open(path);
        if (file.Length > mostBytes)
        {
            throw new IOException(FormattableString.Invariant(
                $"it is longer than {mostBytes / 1_000} kB"));
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Why what lies at a path is no file to be read; null when it may be one.</summary>
    public static string? WhyNot(string path) => FileIdentity.Of(RawFileName.Openable(path))?.Kind switch
    {
        FileKind.Folder => "it is a folder",
        FileKind.Pipe => "it is a pipe, not a file",
        FileKind.Device => "it is a device, not a file",
        _ => null,
    };
}
