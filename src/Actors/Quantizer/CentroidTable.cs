using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>Finds the nearest of a set of centroids: the same code learns and plays.</summary>
/// <remarks>
/// Nearest by Euclidean distance; among unit vectors that is also the greatest cosine. Of equally
/// near ones the lowest wins. Immutable, hence thread-safe; the caller brings the scratch.
/// </remarks>
public sealed class CentroidTable
{
    private readonly DotTable _dots;
    private readonly float[] _halfSquares;

    /// <summary>Takes a copy of the centroids.</summary>
    /// <param name="centroids">[count, dimensions], row-major, finite.</param>
    /// <param name="count">How many, from 1.</param>
    /// <param name="dimensions">Numbers in each, from 1.</param>
    public CentroidTable(ReadOnlySpan<float> centroids, int count, int dimensions)
    {
        _dots = new DotTable(centroids, count, dimensions);
        _halfSquares = new float[_dots.PaddedColumns];
        Array.Fill(_halfSquares, float.PositiveInfinity);
        for (var k = 0; k < count; k++)
        {
            var square = 0.0;
            foreach (var value in centroids.Slice(k * dimensions, dimensions))
            {
                square += (double)value * value;
            }

            _halfSquares[k] = (float)(square / 2);
        }
    }

    /// <summary>Numbers in each centroid.</summary>
    public int Dimensions => _dots.Dimensions;

    /// <summary>Numbers of scratch that a search needs.</summary>
    public int ScratchLength => _dots.PaddedColumns;

    /// <summary>Finds the centroid nearest to a vector.</summary>
    /// <param name="vector">[dimensions], finite.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>; overwritten.</param>
    /// <param name="score">
    /// |c|²/2 − v·c of the one found: with |v|²/2 added, half the squared distance.
    /// </param>
    /// <returns>Its index, 0 … count − 1.</returns>
    public int Nearest(ReadOnlySpan<float> vector, Span<float> scratch, out float score)
    {
        _dots.Multiply(vector, scratch);
        ref var halves = ref MemoryMarshal.GetArrayDataReference(_halfSquares);
        ref var dots = ref MemoryMarshal.GetReference(scratch);
        var best = Vector256.LoadUnsafe(ref halves) - Vector256.LoadUnsafe(ref dots);
        var bestAt = Vector256<int>.Indices;
        var at = bestAt;
        for (var k = Vector256<float>.Count; k < _halfSquares.Length; k += Vector256<float>.Count)
        {
            at += Vector256.Create(Vector256<int>.Count);
            var next = Vector256.LoadUnsafe(ref halves, (nuint)k)
                - Vector256.LoadUnsafe(ref dots, (nuint)k);
            var nearer = Vector256.LessThan(next, best);
            best = Vector256.ConditionalSelect(nearer, next, best);
            bestAt = Vector256.ConditionalSelect(nearer.AsInt32(), at, bestAt);
        }

        return Lowest(best, bestAt, out score);
    }

    private static int Lowest(Vector256<float> values, Vector256<int> indices, out float lowest)
    {
        var found = 0;
        for (var lane = 1; lane < Vector256<float>.Count; lane++)
        {
            if (values[lane] < values[found]
                || (values[lane] == values[found] && indices[lane] < indices[found]))
            {
                found = lane;
            }
        }

        lowest = values[found];
        return indices[found];
    }
}
