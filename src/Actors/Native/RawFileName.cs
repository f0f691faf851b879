using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Native;

/// <summary>
/// File names that are not UTF-8. The runtime hands them on with U+FFFD in the place of what it
/// could not read, so that no such file can be opened by the text; what the shell really gave is
/// still known to the kernel. Here such a byte is written <c>\xE9</c>, which a person can read, two
/// names are told apart by, and the file is found by again.
/// </summary>
public static partial class RawFileName
{
    private const char Unreadable = '\uFFFD';
    private const string CommandLine = "/proc/self/cmdline";

    private static readonly ConcurrentDictionary<string, SafeFileHandle> Held = new();

    /// <summary>The arguments of this process, each byte that is no UTF-8 written out.</summary>
    /// <param name="arguments">As the runtime gave them: the last of the command line.</param>
    public static string[] Readable(string[] arguments)
    {
        if (!LibC.IsThere || !arguments.Any(one => one.Contains(Unreadable)))
        {
            return arguments;
        }

        var given = Given();
        return
        [
            .. arguments.Select((argument, i) =>
                given.ElementAtOrDefault(given.Count - arguments.Length + i) is { } raw
                    && argument == Encoding.UTF8.GetString(raw)
                    ? Written(raw)
                    : argument),
        ];
    }

    /// <summary>A path by which the file can be opened: itself, but for names that are not UTF-8.
    /// </summary>
    /// <remarks>
    /// The file of such a name is opened here and stays open as long as the process, for
    /// <c>/proc/self/fd</c> to lead to it.
    /// </remarks>
    public static string Openable(string path)
    {
        if (!LibC.IsThere || !RawByte().IsMatch(path) || Path.Exists(path))
        {
            return path;
        }

        if (!Held.TryGetValue(path, out var file))
        {
            if (LibC.Open(Bytes(path), LibC.ReadOnly) is not { } opened)
            {
                return path;
            }

            // Nobody closes it: it is the only way to the file as long as the process lives.
            file = Held.GetOrAdd(path, opened);
        }

        return $"/proc/self/fd/{file.DangerousGetHandle()}";
    }

    /// <summary>A name, each byte that is no UTF-8 written out.</summary>
    internal static string Written(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                foreach (var one in name[..length])
                {
                    text.Append(FormattableString.Invariant($"\\x{one:X2}"));
                }
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary>The name that was written out.</summary>
    internal static byte[] Bytes(string written)
    {
        List<byte> bytes = [];
        var done = 0;
        foreach (Match match in RawByte().Matches(written))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(written[done..match.Index]));
            bytes.Add(Convert.FromHexString(match.ValueSpan[2..])[0]);
            done = match.Index + match.Length;
        }

        return [.. bytes, .. Encoding.UTF8.GetBytes(written[done..])];
    }

    // Bytes below 0x80 are always readable.
    [GeneratedRegex(@"\\x[89A-F][0-9A-F]")]
    private static partial Regex RawByte();

    private static List<byte[]> Given()
    {
        var all = File.ReadAllBytes(CommandLine);
        List<byte[]> given = [];
        for (int start = 0, end; start < all.Length; start = end + 1)
        {
            end = Array.IndexOf(all, (byte)0, start);
            end = end < 0 ? all.Length : end;
            given.Add(all[start..end]);
        }

        return given;
    }
}
