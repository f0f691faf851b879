using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Writes a file such that at every moment, a power cut included, either the whole of it stands
/// there or what stood there before: to a temporary file beside it, which is synced, renamed into
/// place, and its folder synced.
/// </summary>
public static class WholeFile
{
    // What a writer that was cut off leaves; the next one writes over it.
    private const string Unfinished = ".part";

    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">
    /// Writes all of it; may seek and read. What it throws is thrown on, and nothing has changed.
    /// </param>
    /// <exception cref="IOException">It cannot be written, or not be synced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var part = path + Unfinished;
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            Forget(part);
            throw;
        }

        SyncFolderOf(path);
    }

    /// <summary>Writes a text in UTF-8, without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });

    // A rename is lasting when the folder is; elsewhere than on Linux it is left to the system.
    private static void SyncFolderOf(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (LibC.IsThere && LibC.SyncFolder(folder) is { } fault)
        {
            throw new IOException($"{path} is written, but may not outlast a power cut: {fault}");
        }
    }

    private static void Forget(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What kept it from being written is thrown on, and says more.
        }
    }
}
