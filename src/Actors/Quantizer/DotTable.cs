using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>
/// Many vectors laid side by side, to take the scalar product of one frame with all.
/// </summary>
/// <remarks>
/// Every product is summed over the dimensions in order, one after another, so the result is the
/// same bits for any width of the processor's vectors. Immutable, hence thread-safe.
/// </remarks>
public sealed class DotTable
{
    private const int Lanes = 8;
    private const int NarrowBlock = 4 * Lanes;
    private const int WideBlock = 8 * Lanes;

    private readonly float[] _byDimension;

    /// <summary>Takes a copy of the vectors.</summary>
    /// <param name="rows">[columns, dimensions], row-major.</param>
    /// <param name="columns">How many vectors, from 1.</param>
    /// <param name="dimensions">Numbers in each, from 1.</param>
    /// <exception cref="ArgumentException">The shape does not fit the numbers.</exception>
    public DotTable(ReadOnlySpan<float> rows, int columns, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (rows.Length != columns * dimensions)
        {
            throw new ArgumentException(
                $"{rows.Length} numbers are not [{columns}, {dimensions}]", nameof(rows));
        }

        Columns = columns;
        Dimensions = dimensions;
        PaddedColumns = (columns + NarrowBlock - 1) / NarrowBlock * NarrowBlock;
        _byDimension = new float[dimensions * PaddedColumns];
        Fill(rows);
    }

    /// <summary>How many vectors the table holds.</summary>
    public int Columns { get; }

    /// <summary>Numbers in each vector.</summary>
    public int Dimensions { get; }

    /// <summary>Room that a result needs: the columns, rounded up; the rest is 0.</summary>
    public int PaddedColumns { get; }

    /// <summary>Takes the product of one vector with every one of the table.</summary>
    /// <param name="vector">[dimensions].</param>
    /// <param name="products">Receives [padded columns].</param>
    public void Multiply(ReadOnlySpan<float> vector, Span<float> products)
    {
        if (vector.Length != Dimensions || products.Length < PaddedColumns)
        {
            throw new ArgumentException("the vector or the result has another size than the table");
        }

        var column = 0;
        for (; column + WideBlock <= PaddedColumns; column += WideBlock)
        {
            MultiplyWide(vector, column, products);
        }

        for (; column < PaddedColumns; column += NarrowBlock)
        {
            MultiplyNarrow(vector, column, products);
        }
    }

    private void Fill(ReadOnlySpan<float> rows)
    {
        for (var column = 0; column < Columns; column++)
        {
            for (var d = 0; d < Dimensions; d++)
            {
                _byDimension[d * PaddedColumns + column] = rows[column * Dimensions + d];
            }
        }
    }

    private void MultiplyWide(ReadOnlySpan<float> vector, int column, Span<float> products)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(_byDimension);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector256<float> s4 = default, s5 = default, s6 = default, s7 = default;
        var at = (nuint)column;
        foreach (var value in vector)
        {
            var x = Vector256.Create(value);
            s0 += x * Vector256.LoadUnsafe(ref table, at);
            s1 += x * Vector256.LoadUnsafe(ref table, at + Lanes);
            s2 += x * Vector256.LoadUnsafe(ref table, at + 2 * Lanes);
            s3 += x * Vector256.LoadUnsafe(ref table, at + 3 * Lanes);
            s4 += x * Vector256.LoadUnsafe(ref table, at + 4 * Lanes);
            s5 += x * Vector256.LoadUnsafe(ref table, at + 5 * Lanes);
            s6 += x * Vector256.LoadUnsafe(ref table, at + 6 * Lanes);
            s7 += x * Vector256.LoadUnsafe(ref table, at + 7 * Lanes);
            at += (nuint)PaddedColumns;
        }

        Store(products.Slice(column, NarrowBlock), s0, s1, s2, s3);
        Store(products.Slice(column + NarrowBlock, NarrowBlock), s4, s5, s6, s7);
    }

    private void MultiplyNarrow(ReadOnlySpan<float> vector, int column, Span<float> products)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(_byDimension);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var at = (nuint)column;
        foreach (var value in vector)
        {
            var x = Vector256.Create(value);
            s0 += x * Vector256.LoadUnsafe(ref table, at);
            s1 += x * Vector256.LoadUnsafe(ref table, at + Lanes);
            s2 += x * Vector256.LoadUnsafe(ref table, at + 2 * Lanes);
            s3 += x * Vector256.LoadUnsafe(ref table, at + 3 * Lanes);
            at += (nuint)PaddedColumns;
        }

        Store(products.Slice(column, NarrowBlock), s0, s1, s2, s3);
    }

    private static void Store(
        Span<float> products,
        Vector256<float> s0,
        Vector256<float> s1,
        Vector256<float> s2,
        Vector256<float> s3)
    {
        s0.CopyTo(products);
        s1.CopyTo(products[Lanes..]);
        s2.CopyTo(products[(2 * Lanes)..]);
        s3.CopyTo(products[(3 * Lanes)..]);
    }
}
