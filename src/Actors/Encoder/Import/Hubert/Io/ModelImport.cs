using System.Globalization;
using Antiphon.Disk.Io;
using Antiphon.Time;

namespace Antiphon.Encoder.Io;

/// <summary>Makes an ONNX model from a published HuBERT or MERT folder, without Python.</summary>
public static class ModelImport
{
    /// <summary>Reads a folder, writes the model, and lists it in the manifest beside it.</summary>
    /// <param name="folder">
    /// Holds config.json, the weights, and preprocessor_config.json where it is needed.
    /// </param>
    /// <param name="output">
    /// The .onnx to write; its name without the ending names the model.
    /// </param>
    /// <param name="layer">Layer whose states the model gives, from 1; null is the last.</param>
    /// <param name="licence">
    /// The weights' licence; null for what the folder says, which may be nothing.
    /// </param>
    /// <returns>The model's entry in the manifest.</returns>
    /// <exception cref="ModelRefusedException">
    /// Another architecture, or weights that are missing, mis-shaped, cut short, poisoned or no
    /// numbers. What stood at <paramref name="output"/> before is then untouched.
    /// </exception>
    public static ModelEntry Run(
        string folder, string output, int? layer = null, string? licence = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(output);
        var config = HubertFolder.Config(folder);
        var chosen = layer ?? config.Layers;
        if (chosen < 1 || chosen > config.Layers)
        {
            throw new ModelRefusedException(
                $"No layer {chosen}: the model has layers 1 to {config.Layers}.");
        }

        var manifest = ManifestBeside(output);
        var entry = Entry(config, folder, output, chosen, licence ?? ModelLicence.Of(folder));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            using var file = new UnfinishedFile(output);
            using (var weights = HubertFolder.Weights(folder))
            using (var stream = new FileStream(file.PartPath, FileMode.Create))
            {
                new HubertGraph(config, new WeightTable(weights), chosen).WriteTo(stream);
            }

            entry = entry with { Sha256 = FileHash.Sha256(file.PartPath) };
            Try(entry, file.PartPath);
            file.Finish();
            manifest.With(entry).Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"'{output}' cannot be written: {error.Message}", error);
        }

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

    private static ModelEntry Entry(
        HubertConfig config, string folder, string output, int layer, string licence) => new()
        {
            Name = Path.GetFileNameWithoutExtension(output),
            File = Path.GetFileName(output),
            Sha256 = string.Empty,
            InputShape = ["stems", "samples"],
            OutputShape =
            [
                "stems", "frames", config.HiddenSize.ToString(CultureInfo.InvariantCulture),
            ],
            SampleRateHz = SampleRate.Hz,
            ContextSamples = 0,
            Dimensions = config.HiddenSize,
            Layer = layer,
            Licence = licence,
            Source = $"antiphon models import {Path.GetFileName(Path.GetFullPath(folder))}",
        };
}
