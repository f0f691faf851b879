using Antiphon.Disk;
using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>A text that is written whole as soon as the disk takes it, and then no more.</summary>
public sealed class KeptText(string path, string text) : IGrowingFile
{
    private volatile bool _written;

    public string Name => Path.GetFileName(path);

    public string? Missing => _written ? null : Name;

    public void Write()
    {
        if (!_written || !File.Exists(path))
        {
            WholeFile.WriteText(path, text);
            _written = true;
        }
    }
}
