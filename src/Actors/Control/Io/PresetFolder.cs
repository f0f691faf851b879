using System.Text.Json;
using Antiphon.Disk.Io;

namespace Antiphon.Control.Io;

/// <summary>
/// A folder of presets: each a JSON file of parameters by name, written whole or not at all.
/// </summary>
/// <param name="path">The folder; it is made when something is saved. Empty: none.</param>
/// <param name="inputs">Files that the run reads: no preset is written over one.</param>
public sealed class PresetFolder(string path, IEnumerable<string>? inputs = null) : IPresets
{
    private const int LongestBytes = 100_000;
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true };

    // Looked up when the first preset is saved.
    private readonly Lazy<HashSet<string>> _inputs =
        new(() => [.. (inputs ?? []).SelectMany(FilePlace.Of)]);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double>? Find(string name)
    {
        if (FileOf(name) is not { } file || !ReadableFile.IsThere(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, double>>(
                ReadableFile.ReadText(file, LongestBytes)) is { } parameters
                ? parameters
                : throw Damaged(name, file, "it holds no parameters");
        }
        catch (JsonException e)
        {
            throw Damaged(name, file, $"line {e.LineNumber + 1} is no JSON of names and numbers");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(name, file, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Save(string name, IReadOnlyDictionary<string, double> parameters)
    {
        if (FileOf(name) is not { } file)
        {
            throw new ControlException(
                "presets are kept nowhere, or not under this name: set control.presetsFolder, and "
                + "name it with letters, digits, - and _");
        }

        RequireOwn(name, file);
        try
        {
            Directory.CreateDirectory(path);
            WholeFile.WriteText(file, JsonSerializer.Serialize(parameters, Style));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControlException($"preset '{name}' cannot be written: {e.Message}", e);
        }
    }

    // A setlist or a recording in the same folder may have the name; a preset that was damaged is
    // no JSON any more, and may be saved again.
    private void RequireOwn(string name, string file)
    {
        if (_inputs.Value.Overlaps(FilePlace.Of(file)) || IsOfAnother(file))
        {
            throw new ControlException(
                $"preset '{name}' is not saved: {file} is there and is no preset; choose another "
                + "name");
        }
    }

    private static bool IsOfAnother(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(ReadableFile.ReadBytes(file, LongestBytes));
            return json.RootElement.ValueKind != JsonValueKind.Object
                || json.RootElement.EnumerateObject()
                    .Any(one => one.Value.ValueKind != JsonValueKind.Number);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReadableFile.IsThere(file) && e is not UnauthorizedAccessException;
        }
    }

    private static ControlException Damaged(string name, string file, string why) =>
        new($"preset '{name}' is damaged ({file}: {why}); save it again");

    // A name comes from the network: it names a file of this folder and nothing else.
    private string? FileOf(string name) =>
        path.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? Path.Combine(path, name + ".json")
            : null;
}
