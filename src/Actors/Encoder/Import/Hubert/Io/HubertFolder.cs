namespace Antiphon.Encoder.Io;

/// <summary>A published folder: configuration and weights.</summary>
internal static class HubertFolder
{
    private const string Safetensors = "model.safetensors";
    private const string Preprocessor = "preprocessor_config.json";
    private const string Pickle = "pytorch_model.bin";

    /// <summary>Reads config.json, and preprocessor_config.json where there is one.</summary>
    /// <exception cref="ModelRefusedException">
    /// Missing, damaged, or another architecture.
    /// </exception>
    public static HubertConfig Config(string folder) => HubertConfig.Parse(
        Text(folder, "config.json"),
        File.Exists(Path.Combine(folder, Preprocessor)) ? Text(folder, Preprocessor) : null);

    /// <summary>Opens the weights: safetensors where there are both.</summary>
    /// <exception cref="ModelRefusedException">There are none, or they are damaged.</exception>
    public static IWeightFile Weights(string folder)
    {
        var (tensors, pickle) = (Path.Combine(folder, Safetensors), Path.Combine(folder, Pickle));
        try
        {
            return File.Exists(tensors) ? new SafeTensorsWeights(tensors)
                : File.Exists(pickle) ? new PytorchFile(pickle)
                : throw new ModelRefusedException(
                    $"'{folder}' holds neither {Safetensors} nor {Pickle}: bring one of them.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"The weights in '{folder}' cannot be read: {error.Message}", error);
        }
    }

    private static string Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"'{folder}' has no readable {file}: bring the whole published folder.", error);
        }
    }
}
