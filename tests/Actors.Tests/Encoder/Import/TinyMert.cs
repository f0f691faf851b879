using System.Runtime.InteropServices;
using System.Text.Json;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Tests.Encoder;

/// <summary>The two-layer reference model and its numbers.</summary>
internal static class TinyMert
{
    public const int Hidden = 64;

    public static string Folder =>
        Path.Combine(AppContext.BaseDirectory, "ReferenceData", "encoder_tiny");

    public static HubertConfig Config => HubertFolder.Config(Folder);

    public static float[] Numbers(string name) => MemoryMarshal
        .Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, $"{name}.f32"))).ToArray();

    public static long[] Shape(string name)
    {
        using var manifest = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "manifest.json")));
        return [.. manifest.RootElement.GetProperty("arrays").EnumerateArray()
            .Single(array => array.GetProperty("name").GetString() == name)
            .GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64())];
    }

    /// <summary>The model of a folder's weights file, as bytes.</summary>
    public static byte[] Import(
        IWeightFile weights, HubertConfig? config = null, int layer = 2, bool traced = false)
    {
        using var stream = new MemoryStream();
        new HubertGraph(config ?? Config, new WeightTable(weights), layer, traced).WriteTo(stream);
        return stream.ToArray();
    }

    public static byte[] Import(bool traced = false, HubertConfig? config = null, int layer = 2)
    {
        using var weights = Safetensors();
        return Import(weights, config, layer, traced);
    }

    public static SafeTensorsWeights Safetensors() =>
        new(Path.Combine(Folder, "model.safetensors"));

    public static PytorchFile Pytorch() => new(Path.Combine(Folder, "pytorch_model.bin"));

    /// <summary>The numbers of a weight.</summary>
    public static float[] Weight(string name)
    {
        using var weights = Safetensors();
        return weights.Read(weights.Tensors[name]);
    }

    /// <summary>Runs a model on one sound or two.</summary>
    /// <returns>Every output by name, with its shape.</returns>
    public static Dictionary<string, (float[] Values, long[] Shape)> Run(
        byte[] model, float[] sound, int stems = 1)
    {
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(
            sound, [stems, sound.Length / stems]);
        using var options = new RunOptions();
        string[] names = [.. session.OutputNames];
        using var outputs = session.Run(options, session.InputNames, [input], names);
        return names.Zip(outputs).ToDictionary(
            pair => pair.First,
            pair => (pair.Second.GetTensorDataAsSpan<float>().ToArray(),
                pair.Second.GetTensorTypeAndShape().Shape));
    }

    public static double MaxDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double worst = a.Length == b.Length ? 0 : double.PositiveInfinity;
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            worst = Math.Max(worst, Math.Abs(a[i] - b[i]));
        }

        return worst;
    }
}
