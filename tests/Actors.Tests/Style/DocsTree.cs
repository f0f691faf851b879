using System.Text.RegularExpressions;

namespace Antiphon.Tests.Style;

/// <summary>The documents of the repository, as text.</summary>
internal static partial class DocsTree
{
    public static IReadOnlyList<DocsFile> Files { get; } =
    [
        .. Directory.EnumerateFiles(SourceTree.Root, "*.md")
            .Concat(Directory.EnumerateFiles(
                Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => new DocsFile(path, Read(path))),
    ];

    public static string DecisionsFolder { get; } =
        Path.Combine(SourceTree.Root, "docs", "decisions");

    /// <summary>The decisions, without their list, in order.</summary>
    public static IReadOnlyList<DocsFile> Decisions { get; } =
    [
        .. Files.Where(file => file.Path.StartsWith("docs/decisions/", StringComparison.Ordinal)
            && file.Name != "README.md"),
    ];

    /// <summary>The rows of ARCHITECTURE.md's map: a room, and what is said of it.</summary>
    public static IReadOnlyList<(string Room, string Text)> Map { get; } =
    [
        .. Read("ARCHITECTURE.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| room of ", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => (line.Split('`')[1], line)),
    ];

    public static string Read(string path) =>
        File.ReadAllText(Path.Combine(SourceTree.Root, path)).ReplaceLineEndings("\n");

    /// <summary>The links of a file that do not leave the repository.</summary>
    public static IEnumerable<DocsLink> Links(DocsFile file) =>
        from Match match in Link().Matches(Fence().Replace(file.Text, ""))
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal)
        select new DocsLink(file, target);

    /// <summary>Whether there is a file, and the heading in it, that a link names.</summary>
    public static bool Leads(DocsLink link)
    {
        var (path, heading) = link.Target.Split('#') is [var file, var anchor]
            ? (file, anchor)
            : (link.Target, null);
        var folder = Path.Combine(SourceTree.Root, Path.GetDirectoryName(link.From.Path)!);
        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (heading is null)
        {
            return File.Exists(full) || Directory.Exists(full);
        }

        var text = path.Length == 0 ? link.From.Text
            : File.Exists(full) ? File.ReadAllText(full)
            : "";
        return Heading().Matches(text).Any(match => Anchor(match.Groups[1].Value) == heading);
    }

    /// <summary>The paths below src, tests and config that a file names.</summary>
    public static IEnumerable<string> Paths(DocsFile file) =>
        from Match match in TreePath().Matches(file.Text)
        let path = match.Value.TrimEnd('.', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal)
        select path;

    public static bool IsThere(string path)
    {
        var full = Path.Combine(SourceTree.Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    /// <summary>The folders of a room that hold code, but for those that touch the world.</summary>
    public static IEnumerable<string> Floors(string room) =>
        from file in SourceTree.Files($"src/Actors/{room}")
        let folder = Path.GetDirectoryName(Path.GetRelativePath($"src/Actors/{room}", file.Path))!
            .Replace('\\', '/')
        where folder.Length > 0 && !folder.Split('/').Contains("Io")
        group file by folder into floor
        select floor.Key;

    // As GitHub makes it: lower case, no punctuation, a dash for a space.
    private static string Anchor(string heading) =>
        NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(?<!!)\[[^\]]+\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<![\w/])(src|tests|config)/[\w./-]+")]
    private static partial Regex TreePath();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}

internal sealed record DocsFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <param name="Target">A relative path, a heading behind #, or both.</param>
internal sealed record DocsLink(DocsFile From, string Target)
{
    public override string ToString() => $"{From.Path}: {Target}";
}
