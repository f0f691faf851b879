using Antiphon.Disk.Io;

namespace Antiphon.Tensors.Io;

/// <summary>Reads and writes safetensors files.</summary>
public static class SafeTensorsFile
{
    private const long MaxBytes = 1L << 30;

    /// <summary>Opens a file of any length and reads its header.</summary>
    /// <exception cref="SafeTensorsException">It is missing, unreadable or damaged.</exception>
    public static SafeTensorsReader Open(string path) => Try(
        "read",
        () => ReadableFile.IsThere(path)
            ? new SafeTensorsReader(ReadableFile.Open(path))
            : throw new SafeTensorsException("there is no such file"));

    /// <summary>Reads a whole file, of at most 1 GiB.</summary>
    /// <exception cref="SafeTensorsException">It is missing, unreadable or damaged.</exception>
    public static SafeTensorsDocument Read(string path) => Try("read", () =>
    {
        using var file = Open(path);
        return file.Header.Tensors.Sum(tensor => tensor.ByteLength) > MaxBytes
            ? throw new SafeTensorsException("it is larger than 1 GiB")
            : file.ReadAll();
    });

    /// <summary>Writes the whole of a file, or leaves what stood there.</summary>
    /// <exception cref="SafeTensorsException">The folder cannot be written.</exception>
    public static void Write(string path, SafeTensorsDocument document) => Try("written", () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        WholeFile.Write(path, stream => SafeTensorsFormat.Write(document, stream));
        return path;
    });

    private static T Try<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SafeTensorsException($"it cannot be {what} ({fault.Message})", fault);
        }
    }
}
