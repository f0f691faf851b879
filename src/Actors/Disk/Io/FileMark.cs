using Antiphon.Native;

namespace Antiphon.Disk.Io;

/// <summary>
/// Which file or folder stands at a path, whatever the path's spelling and whatever links lead
/// there: two marks are equal when it is the same one.
/// </summary>
public readonly record struct FileMark
{
    private readonly FileIdentity _identity;

    private FileMark(FileIdentity identity) => _identity = identity;

    /// <summary>Looks a path up, links followed.</summary>
    /// <returns>Null where nothing is, or where this machine cannot tell.</returns>
    public static FileMark? Of(string path) =>
        FileIdentity.Of(path) is { } identity ? new FileMark(identity) : null;
}
