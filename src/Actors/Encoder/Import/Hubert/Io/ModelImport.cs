using System.Globalization;
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

        return ListedModel.Write(
            output,
            () => Entry(config, folder, output, chosen, licence ?? ModelLicence.Of(folder)),
            stream =>
            {
                using var weights = HubertFolder.Weights(folder);
                new HubertGraph(config, new WeightTable(weights), chosen).WriteTo(stream);
            });
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
