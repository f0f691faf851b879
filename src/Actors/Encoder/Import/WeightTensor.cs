using System.Collections.Immutable;

namespace Antiphon.Encoder.Import;

/// <summary>A tensor in a file of weights.</summary>
/// <param name="Name">As the file spells it.</param>
/// <param name="Shape">Length of each axis; C order.</param>
/// <param name="Type">How its numbers are stored.</param>
public sealed record WeightTensor(string Name, ImmutableArray<long> Shape, WeightType Type)
{
    /// <summary>Product of the shape.</summary>
    public long Elements => Shape.Aggregate(1L, (product, axis) => checked(product * axis));

    /// <summary>Bytes that its numbers fill.</summary>
    public long ByteLength => Elements * (Type == WeightType.Float16 ? 2 : 4);
}
