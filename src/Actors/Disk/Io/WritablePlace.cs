using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Where a file may be put. What is written whole takes the name of what lies there: a device, a
/// pipe or a stream of the process would be gone for everybody.
/// </summary>
public static class WritablePlace
{
    // ENXIO: what is said of a pipe or a device that cannot be used as a file.
    private const int NoSuchDevice = 6;
    private const string Processes = "/proc/";

    /// <summary>Why no file can be put at a path, for a person; null where one may.</summary>
    public static string? WhyNot(string path) =>
        ReadableFile.WhyNot(path)
        ?? (Target(path)?.StartsWith(Processes, StringComparison.Ordinal) == true
            ? "it is a stream of this process, not a file"
            : null);

    /// <summary>Requires that a file may be put there.</summary>
    /// <exception cref="IOException">What lies there is no file.</exception>
    public static void Require(string path)
    {
        if (FileIdentity.Of(path)?.Kind != FileKind.Folder && WhyNot(path) is { } why)
        {
            throw new IOException($"'{path}' cannot be written: {why}", NoSuchDevice);
        }
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever writes there is told so.
            return null;
        }
    }
}
