using System.Text.Json;

namespace Antiphon.Tensors;

/// <summary>
/// What a safetensors file says it holds: every tensor with its place, and free texts.
/// </summary>
/// <remarks>Source: the format's description by Hugging Face (safetensors 0.4, 2023).</remarks>
/// <param name="Tensors">
/// In the order of their data, which they fill from the first byte to the last, none twice.
/// </param>
/// <param name="Metadata">Free texts by name.</param>
public sealed record SafeTensorsHeader(
    IReadOnlyList<SafeTensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The name under which the free texts stand.</summary>
    internal const string MetadataName = "__metadata__";

    private const int MaxTensors = 65_536;

    /// <summary>Reads a header and trusts nothing in it.</summary>
    /// <param name="json">The header as it stands in the file.</param>
    /// <param name="dataBytes">Bytes that follow it.</param>
    /// <exception cref="SafeTensorsException">
    /// Anything about it is not as the format wants.
    /// </exception>
    public static SafeTensorsHeader Parse(ReadOnlyMemory<byte> json, long dataBytes)
    {
        try
        {
            using var header = JsonDocument.Parse(json);
            return Parse(header.RootElement, dataBytes);
        }
        catch (Exception fault) when (fault
            is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafeTensorsException("the header cannot be understood: damaged", fault);
        }
    }

    private static SafeTensorsHeader Parse(JsonElement header, long dataBytes)
    {
        var metadata = new Dictionary<string, string>();
        var tensors = new List<SafeTensorEntry>();
        var names = new HashSet<string>();
        foreach (var entry in header.EnumerateObject())
        {
            if (!names.Add(entry.Name) || names.Count > MaxTensors)
            {
                throw new SafeTensorsException(
                    $"'{entry.Name}' appears twice, or there are too many");
            }

            if (entry.Name == MetadataName)
            {
                ReadMetadata(entry.Value, metadata);
            }
            else
            {
                tensors.Add(SafeTensorEntry.Parse(entry.Name, entry.Value, dataBytes));
            }
        }

        tensors.Sort((a, b) => (a.Start, a.ByteLength).CompareTo((b.Start, b.ByteLength)));
        RequireWhole(tensors, dataBytes);
        return new SafeTensorsHeader(tensors, metadata);
    }

    // Bytes that no tensor owns, or that two own, are the mark of damage.
    private static void RequireWhole(List<SafeTensorEntry> tensors, long dataBytes)
    {
        var end = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Start != end)
            {
                throw new SafeTensorsException(
                    $"tensor '{tensor.Name}' overlaps another or leaves a hole");
            }

            end += tensor.ByteLength;
        }

        if (end != dataBytes)
        {
            throw new SafeTensorsException($"{dataBytes - end} bytes belong to no tensor");
        }
    }

    private static void ReadMetadata(JsonElement json, Dictionary<string, string> metadata)
    {
        foreach (var entry in json.EnumerateObject())
        {
            if (!metadata.TryAdd(entry.Name, entry.Value.GetString() ?? string.Empty))
            {
                throw new SafeTensorsException($"metadata '{entry.Name}' appears twice");
            }
        }
    }
}

/// <summary>Where one tensor of a safetensors file lies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">Its numbers' type as the file spells it.</param>
/// <param name="Shape">Its sizes, outermost first, from 0; empty for a single number.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="ByteLength">Its bytes; what shape and type make, where the type is known.</param>
public sealed record SafeTensorEntry(
    string Name, string Dtype, IReadOnlyList<long> Shape, long Start, long ByteLength)
{
    private const int MaxDimensions = 8;

    /// <summary>The type of its numbers; null when it is none that is read here.</summary>
    public SafeTensorType? Type { get; } = TypeOf(Dtype);

    internal static SafeTensorEntry Parse(string name, JsonElement json, long dataBytes)
    {
        if (!json.TryGetProperty("dtype", out var dtype)
            || !json.TryGetProperty("shape", out var sizes)
            || !json.TryGetProperty("data_offsets", out var offsets))
        {
            throw new SafeTensorsException($"tensor '{name}' lacks dtype, shape or data_offsets");
        }

        long[] shape = [.. sizes.EnumerateArray().Select(size => size.GetInt64())];
        long[] range = [.. offsets.EnumerateArray().Select(offset => offset.GetInt64())];
        if (range.Length != 2 || range[0] < 0 || range[1] < range[0] || range[1] > dataBytes)
        {
            throw new SafeTensorsException(
                $"tensor '{name}' lies outside the file: it is cut short");
        }

        var entry = new SafeTensorEntry(
            name, dtype.GetString() ?? string.Empty, shape, range[0], range[1] - range[0]);
        return entry.FillsItsBytes
            ? entry
            : throw new SafeTensorsException(
                $"tensor '{name}' of shape [{string.Join(", ", shape)}] and type "
                + $"{entry.Dtype} does not fill its bytes");
    }

    private bool FillsItsBytes
    {
        get
        {
            if (Shape.Count > MaxDimensions || Shape.Any(size => size < 0))
            {
                return false;
            }

            if (Type is not { } type || Shape.Contains(0))
            {
                return Type is null || ByteLength == 0;
            }

            // What passes the file's length on the way cannot fit it: sizes are at least 1.
            var bytes = (Int128)SafeTensor.SizeOf(type);
            foreach (var size in Shape)
            {
                bytes *= size;
                if (bytes > ByteLength)
                {
                    return false;
                }
            }

            return bytes == ByteLength;
        }
    }

    private static SafeTensorType? TypeOf(string dtype)
    {
        foreach (var type in Enum.GetValues<SafeTensorType>())
        {
            if (type.ToString() == dtype)
            {
                return type;
            }
        }

        return null;
    }
}
