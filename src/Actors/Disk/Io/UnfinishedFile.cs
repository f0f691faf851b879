using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// A file that grows under another name until it is finished: who does not come to the end leaves
/// what stood there before, and nothing that looks whole.
/// </summary>
public sealed class UnfinishedFile : IDisposable
{
    // What a writer that was cut off leaves; the next one writes over it.
    private const string Ending = ".part";

    private readonly string _path;
    private bool _finished;

    /// <param name="path">Where it stands when it is finished; its folder must exist.</param>
    /// <exception cref="IOException">What lies there is no file, and stays.</exception>
    public UnfinishedFile(string path)
    {
        WritablePlace.Require(path);
        (_path, PartPath) = (path, path + Ending);
    }

    /// <summary>Where it grows.</summary>
    public string PartPath { get; }

    /// <summary>Puts it in its place; whoever wrote it has closed it.</summary>
    /// <exception cref="IOException">It cannot be synced, or put there.</exception>
    public void Finish()
    {
        using (var part = new FileStream(PartPath, FileMode.Open, FileAccess.ReadWrite))
        {
            part.Flush(flushToDisk: true);
        }

        WritablePlace.Require(_path);
        File.Move(PartPath, _path, overwrite: true);
        _finished = true;
        SyncFolder();
    }

    public void Dispose()
    {
        if (_finished)
        {
            return;
        }

        try
        {
            File.Delete(PartPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What kept it from being written is thrown on, and says more.
        }
    }

    // A rename is lasting when the folder is; elsewhere than on Linux it is left to the system.
    private void SyncFolder()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        if (LibC.IsThere && LibC.SyncFolder(folder) is { } fault)
        {
            throw new IOException($"{_path} is written, but may not outlast a power cut: {fault}");
        }
    }
}
