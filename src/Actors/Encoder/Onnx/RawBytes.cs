using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Antiphon.Encoder;

/// <summary>Tensor bytes that stand in memory.</summary>
/// <param name="bytes">Little-endian, C order; not copied.</param>
public sealed class RawBytes(ReadOnlyMemory<byte> bytes) : ITensorData
{
    /// <inheritdoc/>
    public long ByteLength => bytes.Length;

    /// <inheritdoc/>
    public void WriteTo(Stream stream) => stream.Write(bytes.Span);

    /// <summary>The bytes of float32 numbers.</summary>
    public static RawBytes Of(ReadOnlySpan<float> values)
    {
        var bytes = new byte[4 * values.Length];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return new RawBytes(bytes);
        }

        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return new RawBytes(bytes);
    }

    /// <summary>The bytes of 64-bit whole numbers.</summary>
    public static RawBytes Of(ReadOnlySpan<long> values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        }

        return new RawBytes(bytes);
    }
}

/// <summary>The bytes of a tensor, made when they are written: little-endian, C order.</summary>
public interface ITensorData
{
    /// <summary>How many bytes <see cref="WriteTo"/> will write.</summary>
    long ByteLength { get; }

    /// <summary>Writes exactly <see cref="ByteLength"/> bytes, the same ones each time.</summary>
    void WriteTo(Stream stream);
}
