using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Hpss;

/// <summary>
/// Running median along the rows of a matrix, every column by itself. Beyond both ends the rows
/// are mirrored half-sample symmetric (d c b a | a b c d | d c b a), as often as the kernel needs.
/// </summary>
/// <remarks>
/// One sorted window per column slides down the rows: the row that leaves is taken out and the one
/// that enters put in, in one pass without branches, a vector of columns at a time.
/// Not thread-safe; allocates nothing per call.
/// </remarks>
public sealed class MedianFilter
{
    private readonly Vector<float>[] _sorted;

    /// <param name="kernel">Rows under the median: odd, from 1.</param>
    public MedianFilter(int kernel)
    {
        if (kernel < 1 || kernel % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "Must be odd, from 1.");
        }

        _sorted = new Vector<float>[kernel];
    }

    /// <summary>Rows under the median.</summary>
    public int Kernel => _sorted.Length;

    /// <summary>The row length that <see cref="Filter"/> wants for a number of columns.</summary>
    public static int Stride(int columns) =>
        (columns + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>The row that a row beyond the ends mirrors.</summary>
    /// <param name="row">Any index.</param>
    /// <param name="rows">Rows there are, from 1.</param>
    public static int Mirror(int row, int rows)
    {
        var place = row % (2 * rows);
        place = place < 0 ? place + 2 * rows : place;
        return place < rows ? place : 2 * rows - 1 - place;
    }

    /// <summary>Filters some rows.</summary>
    /// <param name="source">[rows, stride] finite values.</param>
    /// <param name="rows">Rows of the whole matrix, from 1.</param>
    /// <param name="stride">Values from row to row, as <see cref="Stride"/> has it.</param>
    /// <param name="first">First row wanted.</param>
    /// <param name="last">Last row wanted.</param>
    /// <param name="medians">Gets rows first…last, in their own places of [rows, stride].</param>
    public void Filter(
        ReadOnlySpan<float> source, int rows, int stride, int first, int last, Span<float> medians)
    {
        if (stride % Vector<float>.Count != 0 || first < 0 || last >= rows
            || source.Length < rows * stride || medians.Length < (last + 1) * stride)
        {
            throw new ArgumentException("Rows out of range, or a stride that is no whole vectors.");
        }

        var half = Kernel / 2;
        for (var column = 0; column < stride; column += Vector<float>.Count)
        {
            var lanes = source[column..];
            Fill(lanes, rows, stride, first);
            _sorted[half].CopyTo(medians[(first * stride + column)..]);
            for (var row = first + 1; row <= last; row++)
            {
                var leaving = Mirror(row - half - 1, rows) * stride;
                var entering = Mirror(row + half, rows) * stride;
                Replace(new Vector<float>(lanes[leaving..]), new Vector<float>(lanes[entering..]));
                _sorted[half].CopyTo(medians[(row * stride + column)..]);
            }
        }
    }

    private void Fill(ReadOnlySpan<float> lanes, int rows, int stride, int centre)
    {
        for (var n = 0; n < _sorted.Length; n++)
        {
            var row = Mirror(centre - Kernel / 2 + n, rows);
            var carried = new Vector<float>(lanes[(row * stride)..]);
            for (var i = 0; i < n; i++)
            {
                (_sorted[i], carried) = (
                    Vector.Min(_sorted[i], carried), Vector.Max(_sorted[i], carried));
            }

            _sorted[n] = carried;
        }
    }

    private void Replace(Vector<float> leaving, Vector<float> entering)
    {
        ref var sorted = ref MemoryMarshal.GetArrayDataReference(_sorted);
        var below = new Vector<float>(float.NegativeInfinity);
        var here = sorted;
        var last = _sorted.Length - 1;
        for (var i = 0; i < last; i++)
        {
            var next = Unsafe.Add(ref sorted, i + 1);
            var kept = Vector.ConditionalSelect(Vector.LessThan(here, leaving), here, next);
            Unsafe.Add(ref sorted, i) =
                Vector.Max(below, Vector.Min(kept, entering));
            (below, here) = (kept, next);
        }

        Unsafe.Add(ref sorted, last) = Vector.Max(below, entering);
    }
}
