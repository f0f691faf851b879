using Antiphon.Disk.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;

namespace Antiphon.Encoder.Io;

/// <summary>Builds the ear's file from the file of its weights.</summary>
public static class EarFile
{
    /// <param name="weightsPath">A safetensors file, as the training writes it.</param>
    /// <param name="path">The ONNX file; written whole, or left as it was.</param>
    /// <exception cref="ModelRefusedException">The weights are not the ear's.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Build(string weightsPath, string path)
    {
        var weights = Weights(weightsPath);
        WholeFile.Write(path, stream => EarModel.Build(stream, weights));
    }

    /// <summary>
    /// Builds the encoder that hears with the ear, and lists it in the manifest beside it.
    /// </summary>
    /// <param name="weightsPath">A safetensors file, as the training writes it.</param>
    /// <param name="output">
    /// The .onnx to write; its name without the ending names the model.
    /// </param>
    /// <returns>Its entry.</returns>
    /// <exception cref="ModelRefusedException">
    /// The weights are not the ear's, or the model cannot be written.
    /// </exception>
    public static ModelEntry BuildEncoder(string weightsPath, string output)
    {
        var weights = Weights(weightsPath);
        return ListedModel.Write(
            output,
            () => EarEncoderModel.EntryOf(
                Path.GetFileNameWithoutExtension(output), Path.GetFileName(output)),
            stream => EarEncoderModel.Build(stream, weights));
    }

    private static SafeTensorsDocument Weights(string path)
    {
        try
        {
            return SafeTensorsFile.Read(path);
        }
        catch (SafeTensorsException fault)
        {
            throw new ModelRefusedException(
                $"The ear's weights '{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
