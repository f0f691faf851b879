using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Which files a path may mean, whatever its spelling: what lies there, links followed; the name
/// itself, which a file renamed into place would take; and where its links end, if nothing is
/// there yet.
/// </summary>
public static class FilePlace
{
    /// <summary>Marks of the places; two paths that share one may mean the same file.</summary>
    public static IReadOnlySet<string> Of(string path)
    {
        var marks = new HashSet<string>();
        if (path.Length == 0 || path.Contains('\0'))
        {
            return marks;
        }

        var full = Path.GetFullPath(path);
        AddContent(RawFileName.Openable(path), marks);
        AddContent(full, marks);
        marks.Add(NameOf(full));
        if (TargetOf(full) is { } target)
        {
            marks.Add(NameOf(target));
        }

        return marks;
    }

    // A folder is no file that could be written over; its files are looked at one by one.
    private static void AddContent(string path, HashSet<string> marks)
    {
        if (FileIdentity.Of(path) is { Kind: not FileKind.Folder } file)
        {
            marks.Add($"file {file.Device}:{file.Inode}");
        }
    }

    // A name in a folder that is there, by whatever path; what is not there yet is made below it.
    private static string NameOf(string full)
    {
        var name = "";
        for (var at = full; ; at = Path.GetDirectoryName(at)!)
        {
            if (FileIdentity.Of(at) is { Kind: FileKind.Folder } folder && at != full)
            {
                return $"name {folder.Device}:{folder.Inode}{name}";
            }

            if (Path.GetDirectoryName(at) is null)
            {
                return $"name {at}{name}";
            }

            name = $"/{Path.GetFileName(at)}{name}";
        }
    }

    private static string? TargetOf(string full)
    {
        try
        {
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No link, or one that leads in a circle: nothing is opened by it either.
            return null;
        }
    }
}
