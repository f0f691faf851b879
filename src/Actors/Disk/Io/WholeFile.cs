namespace Antiphon.Disk.Io;

/// <summary>
/// Writes a file such that at every moment, a power cut included, either the whole of it stands
/// there or what stood there before: to a temporary file beside it, which is synced, renamed into
/// place, and its folder synced.
/// </summary>
public static class WholeFile
{
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">
    /// Writes all of it; may seek and read. What it throws is thrown on, and nothing has changed.
    /// </param>
    /// <exception cref="IOException">It cannot be written, or not be synced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = new UnfinishedFile(path);
        using (var stream = new FileStream(
            file.PartPath, FileMode.Create, FileAccess.ReadWrite))
        {
            write(stream);
        }

        file.Finish();
    }

    /// <summary>Writes a text in UTF-8, without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteText(string path, string text) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    });
}
