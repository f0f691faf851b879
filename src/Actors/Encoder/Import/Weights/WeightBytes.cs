using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Antiphon.Encoder;

/// <summary>Little-endian bytes of weights to float32.</summary>
internal static class WeightBytes
{
    /// <param name="bytes">As many as <paramref name="values"/> need, little-endian.</param>
    public static void Decode(ReadOnlySpan<byte> bytes, WeightType type, Span<float> values)
    {
        if (type == WeightType.Float32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type == WeightType.Float32
                ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..])
                : (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        }
    }
}
