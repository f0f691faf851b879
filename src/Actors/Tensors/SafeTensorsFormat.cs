using System.Buffers.Binary;
using System.Text.Json;

namespace Antiphon.Tensors;

/// <summary>
/// The safetensors layout: 8 bytes of header length, a JSON header, then plain numbers.
/// </summary>
/// <remarks>Source: the format's description by Hugging Face (safetensors 0.4, 2023).</remarks>
public static class SafeTensorsFormat
{
    private const int LengthBytes = 8;
    private const int MaxHeaderBytes = 16 * 1024 * 1024;
    private const int MaxTensors = 65_536;
    private const int MaxDimensions = 8;
    private const string MetadataName = "__metadata__";

    /// <summary>Writes a document; equal documents give equal bytes.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static byte[] Format(SafeTensorsDocument document)
    {
        if (document.Tensors.DistinctBy(tensor => tensor.Name).Count() != document.Tensors.Count)
        {
            throw new ArgumentException("two tensors share a name", nameof(document));
        }

        var header = FormatHeader(document);
        var padded = (header.Length + 7) / 8 * 8;
        var bytes = new byte[
            LengthBytes + padded + document.Tensors.Sum(tensor => tensor.Data.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        header.CopyTo(bytes, LengthBytes);
        bytes.AsSpan(LengthBytes + header.Length, padded - header.Length).Fill((byte)' ');
        var at = LengthBytes + padded;
        foreach (var tensor in document.Tensors)
        {
            tensor.Data.Span.CopyTo(bytes.AsSpan(at));
            at += tensor.Data.Length;
        }

        return bytes;
    }

    /// <summary>Reads a document and trusts nothing in it.</summary>
    /// <param name="bytes">The whole file; tensors refer to it without a copy.</param>
    /// <exception cref="SafeTensorsException">
    /// Anything about it is not as the format wants.
    /// </exception>
    public static SafeTensorsDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        var length = bytes.Length < LengthBytes
            ? throw new SafeTensorsException("the file is shorter than a header")
            : BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        if (length < 2 || length > Math.Min(MaxHeaderBytes, bytes.Length - LengthBytes))
        {
            throw new SafeTensorsException(
                "the header's length does not fit the file: truncated, or no safetensors file");
        }

        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(LengthBytes, (int)length));
            return Parse(header.RootElement, bytes[(LengthBytes + (int)length)..]);
        }
        catch (Exception fault) when (fault
            is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafeTensorsException("the header cannot be understood: damaged", fault);
        }
    }

    private static byte[] FormatHeader(SafeTensorsDocument document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            var sorted = document.Metadata.OrderBy(text => text.Key, StringComparer.Ordinal);
            foreach (var (key, value) in sorted)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            var at = 0L;
            foreach (var tensor in document.Tensors)
            {
                WriteTensor(json, tensor, at);
                at += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, SafeTensor tensor, long at)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(at);
        json.WriteNumberValue(at + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SafeTensorsDocument Parse(JsonElement header, ReadOnlyMemory<byte> data)
    {
        var metadata = new Dictionary<string, string>();
        var found = new List<(long Start, SafeTensor Tensor)>();
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
                found.Add(ReadTensor(entry.Name, entry.Value, data));
            }
        }

        // Bytes that no tensor owns, or that two own, are the mark of damage.
        found.Sort((a, b) => (a.Start, a.Tensor.Data.Length)
            .CompareTo((b.Start, b.Tensor.Data.Length)));
        var end = 0L;
        foreach (var (start, tensor) in found)
        {
            if (start != end)
            {
                throw new SafeTensorsException(
                    $"tensor {tensor.Name} overlaps another or leaves a hole");
            }

            end = start + tensor.Data.Length;
        }

        return end == data.Length
            ? new SafeTensorsDocument([.. found.Select(item => item.Tensor)], metadata)
            : throw new SafeTensorsException($"{data.Length - end} bytes belong to no tensor");
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

    private static (long Start, SafeTensor Tensor) ReadTensor(
        string name, JsonElement json, ReadOnlyMemory<byte> data)
    {
        if (!json.TryGetProperty("dtype", out var dtype)
            || !json.TryGetProperty("shape", out var sizes)
            || !json.TryGetProperty("data_offsets", out var offsets))
        {
            throw new SafeTensorsException($"tensor {name} lacks dtype, shape or data_offsets");
        }

        var type = ReadType(name, dtype.GetString());
        var shape = sizes.EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var range = offsets.EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (range.Length != 2 || range[0] < 0 || range[1] < range[0] || range[1] > data.Length)
        {
            throw new SafeTensorsException($"tensor {name} lies outside the file: truncated");
        }

        if (Bytes(shape, type) != range[1] - range[0])
        {
            throw new SafeTensorsException(
                $"tensor {name}: [{string.Join(", ", shape)}] {type} does not fill its bytes");
        }

        return (range[0], new SafeTensor(name, type, shape, data[(int)range[0]..(int)range[1]]));
    }

    private static SafeTensorType ReadType(string name, string? dtype)
    {
        foreach (var type in Enum.GetValues<SafeTensorType>())
        {
            if (type.ToString() == dtype)
            {
                return type;
            }
        }

        throw new SafeTensorsException(
            $"tensor {name} has the type '{dtype}', which is not read here");
    }

    /// <returns>Bytes that the shape fills, or −1 when it is none.</returns>
    private static long Bytes(int[] shape, SafeTensorType type)
    {
        Int128 bytes = SafeTensor.SizeOf(type);
        foreach (var size in shape)
        {
            bytes *= size;
        }

        var valid = shape.Length <= MaxDimensions && Array.TrueForAll(shape, size => size >= 0);
        return valid && bytes <= int.MaxValue ? (long)bytes : -1;
    }
}

/// <summary>All that a safetensors file holds.</summary>
/// <param name="Tensors">In the order of their data.</param>
/// <param name="Metadata">Free texts by name.</param>
public sealed record SafeTensorsDocument(
    IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The tensor of this name.</summary>
    /// <exception cref="SafeTensorsException">There is none.</exception>
    public SafeTensor this[string name] =>
        Find(name) ?? throw new SafeTensorsException($"tensor {name} is missing");

    /// <summary>The tensor of this name, or null.</summary>
    public SafeTensor? Find(string name) =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name);
}

/// <summary>A safetensors file cannot be read or written; the message says why.</summary>
public sealed class SafeTensorsException : Exception
{
    public SafeTensorsException(string message)
        : base(message)
    {
    }

    public SafeTensorsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
