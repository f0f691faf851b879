using System.Collections.Immutable;
using Antiphon.Tensors;

namespace Antiphon.Encoder;

/// <summary>A file of named tensors, each read when it is asked for.</summary>
public interface IWeightFile : IDisposable
{
    /// <summary>What messages call it: its path.</summary>
    string Name { get; }

    /// <summary>Everything in the file, by name.</summary>
    IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <summary>The numbers of a tensor as float32, C order.</summary>
    /// <exception cref="ModelRefusedException">The file ends before the tensor does.</exception>
    float[] Read(WeightTensor tensor);
}

/// <summary>A tensor in a file of weights.</summary>
/// <param name="Name">As the file spells it.</param>
/// <param name="Shape">Length of each axis; C order.</param>
/// <param name="Type">How its numbers are stored.</param>
public sealed record WeightTensor(string Name, ImmutableArray<long> Shape, SafeTensorType Type)
{
    private const long Most = long.MaxValue / 16;

    /// <summary>Product of the shape.</summary>
    /// <remarks>As many as a file cannot hold, where it says more.</remarks>
    public long Elements => Shape.Contains(0)
        ? 0
        : (long)Shape.Aggregate(
            (Int128)1, (product, axis) => Int128.Min(product * Math.Max(1, axis), Most));

    /// <summary>Bytes that its numbers fill.</summary>
    public long ByteLength => Elements * SafeTensor.SizeOf(Type);

    /// <summary>Whether an encoder's weights may be stored as this type.</summary>
    public static bool IsWeight(SafeTensorType type) =>
        type is SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16;
}
