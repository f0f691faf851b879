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
        SafeTensorsDocument weights;
        try
        {
            weights = SafeTensorsFile.Read(weightsPath);
        }
        catch (SafeTensorsException fault)
        {
            throw new ModelRefusedException(
                $"The ear's weights '{weightsPath}' cannot be read: {fault.Message}", fault);
        }

        WholeFile.Write(path, stream => EarModel.Build(stream, weights));
    }
}
