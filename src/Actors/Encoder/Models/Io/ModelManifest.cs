using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Disk.Io;
using Antiphon.Time;
using Antiphon.Wording;

namespace Antiphon.Encoder.Io;

/// <summary>
/// The models that are at hand, and the check that each must pass before it is loaded.
/// </summary>
public sealed class ModelManifest
{
    /// <summary>The manifest's file name, in the folder of the models.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private const int MostBytes = 1_000_000;
    private const int MostContextSamples = 60 * SampleRate.Hz;

    private readonly string _folder;

    private ModelManifest(string folder, ImmutableArray<ModelEntry> models) =>
        (_folder, Models) = (folder, models);

    /// <summary>What is listed, in the order of the file.</summary>
    public ImmutableArray<ModelEntry> Models { get; }

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="ModelRefusedException">There is none, or it cannot be read.</exception>
    public static ModelManifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var listing = JsonSerializer.Deserialize<Listing>(
                ReadableFile.ReadText(path, MostBytes), Json);
            return listing is { Models.IsDefault: false } && listing.Models.All(IsWhole)
                ? new ModelManifest(folder, listing.Models)
                : throw new ModelRefusedException(
                    $"The list of models '{path}' is damaged: an entry of it is not whole.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"No list of models at '{path}': name the folder that holds {FileName}.", error);
        }
        catch (JsonException error)
        {
            throw new ModelRefusedException(
                $"The list of models '{path}' is damaged, line {error.LineNumber + 1}: " +
                error.Message.ReplaceLineEndings(" "), error);
        }
    }

    /// <summary>A manifest that lists nothing yet.</summary>
    public static ModelManifest Empty(string folder) => new(folder, []);

    /// <summary>The same list with one entry added, or replaced where the name is known.</summary>
    public ModelManifest With(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var known = Models.FirstOrDefault(model => model.Name == entry.Name);
        return new ModelManifest(
            _folder, known is null ? Models.Add(entry) : Models.Replace(known, entry));
    }

    /// <summary>Writes the whole list, or leaves what stood there.</summary>
    public void Save() => WholeFile.WriteText(
        Path.Combine(_folder, FileName),
        JsonSerializer.Serialize(new Listing { Models = Models }, Json) + "\n");

    /// <summary>The entry of that name.</summary>
    /// <exception cref="ModelRefusedException">Unknown; the message names the nearest.</exception>
    public ModelEntry Find(string name)
    {
        var found = Models.FirstOrDefault(model => model.Name == name);
        if (found is not null)
        {
            return found;
        }

        var nearest = NearestName.Of(name, Models.Select(model => model.Name));
        throw new ModelRefusedException(nearest is null
            ? $"No model '{name}': '{Path.Combine(_folder, FileName)}' lists none."
            : $"No model '{name}': did you mean '{nearest}'? Known: " +
              $"{string.Join(", ", Models.Select(model => model.Name))}.");
    }

    /// <summary>Finds a model and holds its file against the manifest.</summary>
    /// <exception cref="ModelRefusedException">Unknown name, no file, or other bytes.</exception>
    public CheckedModel Check(string name)
    {
        var entry = Find(name);
        if (entry.SampleRateHz != SampleRate.Hz)
        {
            throw new ModelRefusedException(
                $"Model '{name}' wants {entry.SampleRateHz} Hz; the rig hears {SampleRate.Hz} Hz.");
        }

        var path = Path.GetFullPath(Path.Combine(_folder, entry.File));
        var actual = Sha256Of(path, name);
        if (!string.Equals(actual, entry.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelRefusedException(
                $"Model '{name}' is not the file it was: '{path}' has SHA-256 {actual}, the " +
                $"manifest says {entry.Sha256}. Restore the file, or build or import it again.");
        }

        return new CheckedModel(entry, path);
    }

    // A file is looked for in the manifest's folder and nowhere else.
    private static bool IsWhole(ModelEntry? entry) =>
        entry is
        {
            Name.Length: > 0, File.Length: > 0, Sha256: not null, Licence: not null,
            Source: not null, InputShape.IsDefault: false, OutputShape.IsDefault: false,
            Dimensions: > 0, ContextSamples: >= 0 and <= MostContextSamples
        }
        && !entry.Name.Any(char.IsControl)
        && entry.File.IndexOfAny(Path.GetInvalidFileNameChars()) < 0;

    private static string Sha256Of(string path, string name)
    {
        try
        {
            return FileHash.Sha256(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"Model '{name}' has no readable file at '{path}': build or import it again.",
                error);
        }
    }

    private sealed record Listing
    {
        public required ImmutableArray<ModelEntry> Models { get; init; }
    }
}

/// <summary>A model whose file was found to be what the manifest says.</summary>
public sealed record CheckedModel
{
    internal CheckedModel(ModelEntry entry, string path) => (Entry, Path) = (entry, path);

    public ModelEntry Entry { get; }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }
}
