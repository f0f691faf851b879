namespace Antiphon.Tests.Style;

/// <summary>The C# files of the repository, as text.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<SourceFile> Files(params string[] folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(
            Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal)
            && !relative.Contains("/bin/", StringComparison.Ordinal)
        orderby relative
        select new SourceFile(relative, File.ReadAllLines(path));

    /// <summary>The folders with C# files that lie directly in a folder, by name.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Files(folder).Select(file => file.Path[(folder.Length + 1)..].Split('/'))
            .Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException(
            "Actors.sln not found above the tests");
    }
}

internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Name => System.IO.Path.GetFileName(Path);
}
