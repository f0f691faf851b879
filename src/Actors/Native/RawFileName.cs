using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Native;

/// <summary>
/// File names that are not UTF-8. The runtime hands them on with U+FFFD in the place of what it
/// could not read, so that no such file can be opened by the text; what the shell really gave is
/// still known to the kernel.
/// </summary>
public static class RawFileName
{
    private const char Unreadable = '\uFFFD';
    private const string CommandLine = "/proc/self/cmdline";

    private static readonly ConcurrentBag<SafeFileHandle> Held = [];

    /// <summary>
    /// A path by which the file can be opened: itself, but for names that are not UTF-8. Two such
    /// names that read alike cannot be told apart, and are both not there.
    /// </summary>
    /// <remarks>
    /// The file of such a name is opened here and stays open as long as the process, for
    /// <c>/proc/self/fd</c> to lead to it.
    /// </remarks>
    public static string Openable(string path)
    {
        if (!path.Contains(Unreadable) || !LibC.IsThere || File.Exists(path))
        {
            return path;
        }

        List<byte[]> named =
        [
            .. Arguments().Where(argument =>
                Encoding.UTF8.GetString(argument).EndsWith(path, StringComparison.Ordinal)),
        ];
        if (named.Count == 0 || named.Exists(other => !other.AsSpan().SequenceEqual(named[0])))
        {
            return path;
        }

        var raw = named[0];

        // What stands before the path in the argument ("file:") is readable, or the text would not
        // have been cut there.
        var before = Encoding.UTF8.GetString(raw).Length - path.Length;
        var bytes = raw.AsSpan(Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(raw)[..before]));
        if (LibC.Open(bytes, LibC.ReadOnly) is not { } file)
        {
            return path;
        }

        // Nobody closes it: it is the only way to the file as long as the process lives.
        Held.Add(file);
        return $"/proc/self/fd/{file.DangerousGetHandle()}";
    }

    private static IEnumerable<byte[]> Arguments()
    {
        var all = File.ReadAllBytes(CommandLine);
        for (int start = 0, end; start < all.Length; start = end + 1)
        {
            end = Array.IndexOf(all, (byte)0, start);
            end = end < 0 ? all.Length : end;
            yield return all[start..end];
        }
    }
}
