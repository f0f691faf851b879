using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Which file a path means, whatever its spelling, as marks that are equal for one file: what lies
/// there, links followed; the name itself, which a file renamed into place would take; and where
/// its links end, if nothing is there yet.
/// </summary>
public static class FilePlace
{
    /// <summary>The mark of the file or folder that lies at a path, links followed.</summary>
    /// <returns>Null where nothing is, or where this machine cannot tell.</returns>
    public static string? MarkOf(string path) =>
        FileIdentity.Of(path) is { } there ? MarkOf(there) : null;

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
            marks.Add(MarkOf(file));
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
                return $"name {MarkOf(folder)}{name}";
            }

            if (Path.GetDirectoryName(at) is null)
            {
                return $"name {at}{name}";
            }

            name = $"/{Path.GetFileName(at)}{name}";
        }
    }

    private static string MarkOf(FileIdentity there) => $"{there.Device}:{there.Inode}";

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
