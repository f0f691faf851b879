using System.Text.Json;

namespace Antiphon.Encoder;

/// <summary>
/// The head of a safetensors file: names, shapes, and where the bytes lie. Tensors of kinds that
/// no encoder is made of are left out.
/// Source: the safetensors format, huggingface.co/docs/safetensors.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>A head longer than this is no head.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Reads the JSON head.</summary>
    /// <param name="json">The head.</param>
    /// <param name="dataBytes">Bytes that follow it in the file.</param>
    /// <param name="file">What messages call the file.</param>
    /// <returns>Each tensor and its first byte, counted from the end of the head.</returns>
    /// <exception cref="ModelRefusedException">
    /// No such head, or a tensor outside the file.
    /// </exception>
    public static IReadOnlyDictionary<string, (WeightTensor Tensor, long Start)> Parse(
        ReadOnlyMemory<byte> json, long dataBytes, string file)
    {
        try
        {
            using var head = JsonDocument.Parse(json);
            return head.RootElement.EnumerateObject()
                .Where(entry => entry.Name != "__metadata__")
                .Select(entry => Entry(entry.Name, entry.Value, dataBytes, file))
                .OfType<(WeightTensor Tensor, long Start)>()
                .ToDictionary(entry => entry.Tensor.Name);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException
            or KeyNotFoundException or ArgumentException or OverflowException or FormatException)
        {
            throw new ModelRefusedException(
                $"'{file}' has no readable safetensors head: fetch the file again.", error);
        }
    }

    private static (WeightTensor Tensor, long Start)? Entry(
        string name, JsonElement entry, long dataBytes, string file)
    {
        WeightType type;
        switch (entry.GetProperty("dtype").GetString())
        {
            case "F32": type = WeightType.Float32; break;
            case "F16": type = WeightType.Float16; break;
            default: return null;
        }

        var shape = entry.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64());
        var tensor = new WeightTensor(name, [.. shape], type);
        var offsets = entry.GetProperty("data_offsets");
        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (start < 0 || end - start != tensor.ByteLength || tensor.Shape.Any(axis => axis < 0))
        {
            throw new ModelRefusedException(
                $"'{file}': tensor '{name}' of shape [{string.Join(", ", tensor.Shape)}] does " +
                $"not fill the bytes {start} to {end}: fetch the file again.");
        }

        return end <= dataBytes ? (tensor, start) : throw new ModelRefusedException(
            $"'{file}' is cut short: tensor '{name}' ends {end - dataBytes} bytes after the " +
            "file. Fetch it again.");
    }
}
