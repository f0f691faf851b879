using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Wording;

namespace Antiphon.Host.Composition;

/// <summary>
/// Vocabularies, corpora and models by name: a person's own, in <c>$XDG_DATA_HOME/antiphon</c>, and
/// those that come with the program. A path is taken as it stands.
/// </summary>
internal static class Shelf
{
    private const string Ending = ".safetensors";

    /// <summary>Where a person's own lie (XDG base directory specification 0.8).</summary>
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } home
            && Path.IsPathRooted(home)
            ? home
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".local", "share"),
        "antiphon");

    /// <summary>Where a person's own models lie, with a manifest as that of the program.</summary>
    public static string Models => Path.Combine(Folder, "models");

    /// <summary>Whether a file lies on it; its folders are made as they are filled.</summary>
    public static bool Holds(string path) =>
        Path.GetFullPath(path).StartsWith(
            Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The manifests that there are, the program's first.</summary>
    /// <exception cref="ModelRefusedException">One cannot be read.</exception>
    public static IReadOnlyList<ModelManifest> Manifests() =>
    [
        ModelManifest.Load(HearingSetup.ModelsFolder),
        .. Path.Exists(Path.Combine(Models, ModelManifest.FileName))
            ? [ModelManifest.Load(Models)]
            : Array.Empty<ModelManifest>(),
    ];

    /// <summary>The file of a vocabulary; the name as it stands where there is none.</summary>
    public static string Vocabulary(string name) =>
        Find(name, "vocabularies", [HearingSetup.ModelsFolder], [Ending]);

    /// <summary>The file of a corpus; the name as it stands where there is none.</summary>
    public static string Corpus(string name) => Find(name, "corpora", [], [Ending, ".corpus"]);

    /// <summary>A model by the name of a manifest, or by its path.</summary>
    /// <exception cref="ModelRefusedException">
    /// There is none, or it is not what its manifest says.
    /// </exception>
    public static CheckedModel Model(string name)
    {
        if (IsPath(name))
        {
            return ModelAt(Path.GetFullPath(name));
        }

        var manifests = Manifests();
        if (manifests.FirstOrDefault(manifest => manifest.Models.Any(model => model.Name == name))
            is { } listing)
        {
            return listing.Check(name);
        }

        var known = manifests.SelectMany(manifest => manifest.Models)
            .Select(model => model.Name).Distinct().ToList();
        throw new ModelRefusedException(
            $"No model '{name}': did you mean '{NearestName.Of(name, known)}'? Known: "
            + $"{string.Join(", ", known)}; a model of your own is given by its path, or lies in "
            + Models);
    }

    /// <summary>A model as settings keep it: a name, or a path that holds anywhere.</summary>
    public static string ModelSetting(string name) => IsPath(name) ? Path.GetFullPath(name) : name;

    /// <summary>
    /// The files of a model that was given by its path, with the list beside it; none of a name.
    /// </summary>
    public static IEnumerable<string> ModelFiles(string name) => IsPath(name)
        ? [name, Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(name)) ?? "", ModelManifest.FileName)]
        : [];

    private static bool IsPath(string name) =>
        name.Contains(Path.DirectorySeparatorChar) || Path.GetExtension(name) == ".onnx";

    private static CheckedModel ModelAt(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!ReadableFile.IsThere(path))
        {
            throw new ModelRefusedException($"There is no model '{path}': check the path.");
        }

        var manifest = Path.Exists(Path.Combine(folder, ModelManifest.FileName))
            ? ModelManifest.Load(folder)
            : ModelManifest.Empty(folder);
        return manifest.Models.FirstOrDefault(model => model.File == Path.GetFileName(path))
            is { } entry
            ? manifest.Check(entry.Name)
            : throw new ModelRefusedException(
                $"'{path}' is listed in no {ModelManifest.FileName} beside it, so that nothing "
                + "says what it takes and gives: make it with antiphon models import.");
    }

    private static string Find(
        string name, string kind, string[] others, IReadOnlyList<string> endings)
    {
        if (ReadableFile.IsThere(name) || name.Length == 0
            || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            return name;
        }

        return others.Prepend(Path.Combine(Folder, kind))
            .SelectMany(folder => endings.Prepend("")
                .Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists) ?? name;
    }
}
