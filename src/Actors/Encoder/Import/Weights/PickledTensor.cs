using System.Collections.Immutable;

namespace Antiphon.Encoder;

/// <summary>Where a tensor of a PyTorch file lies: a view into one of its storages.</summary>
/// <param name="Storage">Name of the storage in the archive.</param>
/// <param name="Kind">PyTorch's name for the storage's kind of numbers.</param>
/// <param name="StorageElements">Numbers in the storage.</param>
/// <param name="Offset">The tensor's first number.</param>
/// <param name="Shape">Length of each axis.</param>
/// <param name="Strides">Steps of each axis, in numbers.</param>
internal sealed record PickledTensor(
    string Storage,
    string Kind,
    long StorageElements,
    long Offset,
    ImmutableArray<long> Shape,
    ImmutableArray<long> Strides)
{
    /// <summary>
    /// Whether the numbers stand one after another in C order, inside the storage.
    /// </summary>
    public bool IsPlain
    {
        get
        {
            Int128 expected = 1;
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] < 1 || (Shape[axis] > 1 && Strides[axis] != expected)
                    || expected > StorageElements)
                {
                    return false;
                }

                expected *= Shape[axis];
            }

            return Offset >= 0 && Offset <= StorageElements - expected;
        }
    }
}
