using Antiphon.Disk.Io;

namespace Antiphon.Encoder.Io;

/// <summary>Writes a model of one's own, tried, with its entry in the manifest beside it.</summary>
internal static class ListedModel
{
    /// <param name="output">The .onnx to write.</param>
    /// <param name="describe">Gives the entry, but for the hash.</param>
    /// <param name="write">Writes the model.</param>
    /// <returns>The entry as it is listed.</returns>
    /// <exception cref="ModelRefusedException">
    /// It does not do what its entry says. What stood at <paramref name="output"/> before is then
    /// untouched.
    /// </exception>
    /// <exception cref="IOException">It cannot be written; likewise.</exception>
    public static ModelEntry Write(
        string output, Func<ModelEntry> describe, Action<Stream> write)
    {
        var manifest = ManifestBeside(output);
        var entry = describe();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using var file = new UnfinishedFile(output);
        using (var stream = new FileStream(file.PartPath, FileMode.Create))
        {
            write(stream);
        }

        entry = entry with { Sha256 = FileHash.Sha256(file.PartPath) };
        Try(entry, file.PartPath);
        file.Finish();
        manifest.With(entry).Save();
        return entry;
    }

    // Read before anything is written: a list that is damaged stays as it is.
    private static ModelManifest ManifestBeside(string output)
    {
        if (Path.GetFileName(output) == ModelManifest.FileName)
        {
            throw new ModelRefusedException(
                $"'{output}' is the list of models: name the model, such as mert.onnx.");
        }

        var home = Path.GetDirectoryName(Path.GetFullPath(output))!;
        return Path.Exists(Path.Combine(home, ModelManifest.FileName))
            ? ModelManifest.Load(home)
            : ModelManifest.Empty(home);
    }

    private static void Try(ModelEntry entry, string path)
    {
        try
        {
            ModelTrial.Run(new CheckedModel(entry, path));
        }
        catch (EncoderException error)
        {
            throw new ModelRefusedException(error.Message, error);
        }
    }
}
