using System.Runtime.InteropServices;

namespace Antiphon.Tensors;

/// <summary>One named array of a safetensors file.</summary>
/// <param name="Name">Its name; not "__metadata__".</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Its sizes, outermost first; empty for a single number.</param>
/// <param name="Data">Its numbers, little-endian, row-major.</param>
public sealed record SafeTensor(
    string Name, SafeTensorType Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(SafeTensorType type) => type switch
    {
        SafeTensorType.U8 => 1,
        SafeTensorType.I16 or SafeTensorType.F16 or SafeTensorType.BF16 => 2,
        SafeTensorType.I32 or SafeTensorType.F32 => 4,
        _ => 8,
    };

    /// <summary>Makes a tensor of numbers at hand.</summary>
    /// <exception cref="ArgumentException">
    /// The type is none of the format, or the shape is off.
    /// </exception>
    public static SafeTensor Of<T>(string name, ReadOnlySpan<T> numbers, params int[] shape)
        where T : unmanaged
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != numbers.Length)
        {
            throw new ArgumentException(
                $"{name}: {numbers.Length} numbers are not [{string.Join(", ", shape)}]",
                nameof(shape));
        }

        return new SafeTensor(name, TypeOf<T>(), shape, MemoryMarshal.AsBytes(numbers).ToArray());
    }

    /// <summary>The numbers, which must be of this type.</summary>
    /// <exception cref="SafeTensorsException">They are of another type.</exception>
    public T[] Read<T>()
        where T : unmanaged
    {
        if (Type != TypeOf<T>())
        {
            throw new SafeTensorsException(
                $"tensor '{Name}' holds {Type}, where {TypeOf<T>()} is needed");
        }

        return MemoryMarshal.Cast<byte, T>(Data.Span).ToArray();
    }

    /// <summary>The numbers as 32-bit floats; F16 and BF16 are widened.</summary>
    /// <exception cref="SafeTensorsException">They are of another type.</exception>
    public float[] ReadSingles() => Type switch
    {
        SafeTensorType.F16 => Array.ConvertAll(Read<Half>(), value => (float)value),
        SafeTensorType.BF16 => Array.ConvertAll(
            MemoryMarshal.Cast<byte, ushort>(Data.Span).ToArray(),
            upperHalf => BitConverter.UInt32BitsToSingle((uint)upperHalf << 16)),
        _ => Read<float>(),
    };

    private static SafeTensorType TypeOf<T>() => default(T) switch
    {
        byte => SafeTensorType.U8,
        short => SafeTensorType.I16,
        int => SafeTensorType.I32,
        long => SafeTensorType.I64,
        Half => SafeTensorType.F16,
        float => SafeTensorType.F32,
        double => SafeTensorType.F64,
        _ => throw new ArgumentException($"{typeof(T).Name} is no type of a safetensors file"),
    };
}

/// <summary>The number types of a safetensors file that are read here.</summary>
public enum SafeTensorType
{
    U8 = 0,
    I16 = 1,
    I32 = 2,
    I64 = 3,
    F16 = 4,
    F32 = 5,
    F64 = 6,
    BF16 = 7,
}
