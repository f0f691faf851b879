using System.Numerics;

namespace Antiphon.Hpss;

/// <summary>
/// Medians across rows of magnitudes, many columns at once. Edges are mirrored half-sample
/// symmetrically (d c b a | a b c d | d c b a), as often as the kernel needs.
/// </summary>
internal static class MedianFilter
{
    private const int LargestKernel = 255;

    /// <summary>The index that a position beyond the edges mirrors to.</summary>
    public static int Mirror(int index, int length)
    {
        var period = 2 * length;
        var at = ((index % period) + period) % period;
        return at < length ? at : period - 1 - at;
    }

    /// <summary>The median of every column over some rows.</summary>
    /// <param name="data">Where the rows lie.</param>
    /// <param name="rows">Where each row begins in the data; an odd number of rows.</param>
    /// <param name="medians">Receives one median a column.</param>
    public static void AcrossRows(float[] data, ReadOnlySpan<int> rows, Span<float> medians)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, LargestKernel);
        var lanes = Vector<float>.Count;
        Span<Vector<float>> wide = stackalloc Vector<float>[LargestKernel / 2 + 2];
        var column = 0;
        for (; column + lanes <= medians.Length; column += lanes)
        {
            Wide(data, rows, column, wide).CopyTo(medians[column..]);
        }

        Span<float> narrow = stackalloc float[rows.Length];
        for (; column < medians.Length; column++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                narrow[row] = data[rows[row] + column];
            }

            narrow.Sort();
            medians[column] = narrow[rows.Length / 2];
        }
    }

    // Forgetful selection: hold just over half of the values, drop the least and the greatest,
    // take in the next; what is left at the end is the median. No branch depends on the data.
    private static Vector<float> Wide(
        float[] data, ReadOnlySpan<int> rows, int column, Span<Vector<float>> held)
    {
        var size = Math.Min(rows.Length, rows.Length / 2 + 2);
        for (var i = 0; i < size; i++)
        {
            held[i] = new Vector<float>(data, rows[i] + column);
        }

        for (var next = size; size > 1; next++)
        {
            ToEnds(held[..size]);
            if (next < rows.Length)
            {
                held[0] = new Vector<float>(data, rows[next] + column);
                size--;
            }
            else
            {
                held[0] = held[size - 2];
                size -= 2;
            }
        }

        return held[0];
    }

    // Brings the least value to the front and the greatest to the back.
    private static void ToEnds(Span<Vector<float>> held)
    {
        var (last, middle) = (held.Length - 1, held.Length / 2);
        for (var i = 0; i < middle; i++)
        {
            var (a, b) = (held[i], held[last - i]);
            (held[i], held[last - i]) = (Vector.Min(a, b), Vector.Max(a, b));
        }

        var least = held[0];
        for (var i = 1; i <= middle; i++)
        {
            var value = held[i];
            held[i] = Vector.Max(least, value);
            least = Vector.Min(least, value);
        }

        held[0] = least;
        var greatest = held[last];
        for (var i = Math.Max(1, last - middle); i < last; i++)
        {
            var value = held[i];
            held[i] = Vector.Min(greatest, value);
            greatest = Vector.Max(greatest, value);
        }

        held[last] = greatest;
    }
}
