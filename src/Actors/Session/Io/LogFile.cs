using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>
/// A log on disk, whole lines only: what a write that failed left of a line is cut off when it is
/// opened again. Not thread-safe.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string? _mark;
    private readonly string _path;

    /// <param name="known">
    /// Bytes that were written when it was open before; null when it is begun.
    /// </param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public LogFile(string path, long? known)
    {
        _path = path;
        if (known is not null)
        {
            MakeFolderAgain(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        _file = new FileStream(
            path, known is null ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite,
            FileShare.Read, bufferSize: 0);
        LostAll = known > 0 && _file.Length == 0;
        Length = Math.Min(known ?? 0, _file.Length);
        _file.SetLength(Length);
        _file.Position = Length;
        _mark = FilePlace.MarkOf(path);
    }

    /// <summary>What was written when it was open before is gone.</summary>
    public bool LostAll { get; }

    /// <summary>Bytes that are surely written.</summary>
    public long Length { get; private set; }

    /// <exception cref="IOException">Somebody took the file away.</exception>
    public void RequireThere()
    {
        if (!File.Exists(_path) || FilePlace.MarkOf(_path) != _mark)
        {
            throw TakenAway(_path);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>Waits until all that was written is on the disk.</summary>
    public void Sync() => _file.Flush(flushToDisk: true);

    /// <summary>What is thrown when somebody took a file away.</summary>
    internal static FileNotFoundException TakenAway(string path) =>
        new($"The file was taken away : '{path}'");

    /// <summary>
    /// A folder that was deleted is made again; above it, a volume may be gone and come back.
    /// </summary>
    internal static void MakeFolderAgain(string folder)
    {
        if (!Directory.Exists(folder) && Directory.Exists(Path.GetDirectoryName(folder)))
        {
            Directory.CreateDirectory(folder);
        }
    }

    public void Dispose() => _file.Dispose();
}
