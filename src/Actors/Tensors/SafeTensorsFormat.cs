using System.Buffers.Binary;
using System.Text.Json;

namespace Antiphon.Tensors;

/// <summary>
/// Writes the safetensors layout: 8 bytes of header length, a JSON header, then plain numbers.
/// </summary>
/// <remarks>Source: the format's description by Hugging Face (safetensors 0.4, 2023).</remarks>
public static class SafeTensorsFormat
{
    internal const int LengthBytes = 8;

    /// <summary>Writes a document; equal documents give equal bytes.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static void Write(SafeTensorsDocument document, Stream file)
    {
        if (document.Tensors.DistinctBy(tensor => tensor.Name).Count() != document.Tensors.Count)
        {
            throw new ArgumentException("two tensors share a name", nameof(document));
        }

        var header = FormatHeader(document);
        var padded = (header.Length + 7) / 8 * 8;
        var start = new byte[LengthBytes + padded];
        BinaryPrimitives.WriteInt64LittleEndian(start, padded);
        header.CopyTo(start, LengthBytes);
        start.AsSpan(LengthBytes + header.Length).Fill((byte)' ');
        file.Write(start);
        foreach (var tensor in document.Tensors)
        {
            file.Write(tensor.Data.Span);
        }
    }

    private static byte[] FormatHeader(SafeTensorsDocument document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafeTensorsHeader.MetadataName);
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
