using System.Numerics;

namespace Antiphon.Transcription;

/// <summary>Whole rows at once; each element alone, so that every machine says the same.</summary>
internal static class Lanes
{
    /// <summary>Adds a row times a weight.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> row, float weight)
    {
        var n = 0;
        var weights = new Vector<float>(weight);
        for (; n + Vector<float>.Count <= row.Length; n += Vector<float>.Count)
        {
            var product = new Vector<float>(row[n..]) * weights;
            (new Vector<float>(sum[n..]) + product).CopyTo(sum[n..]);
        }

        for (; n < row.Length; n++)
        {
            sum[n] += row[n] * weight;
        }
    }

    public static void Scale(Span<float> row, float factor)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= row.Length; n += Vector<float>.Count)
        {
            (new Vector<float>(row[n..]) * factor).CopyTo(row[n..]);
        }

        for (; n < row.Length; n++)
        {
            row[n] *= factor;
        }
    }

    /// <summary>Multiplies by e to the power of other elements.</summary>
    public static void Weigh(Span<float> row, ReadOnlySpan<float> logs)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= row.Length; n += Vector<float>.Count)
        {
            (new Vector<float>(row[n..]) * Vector.Exp(new Vector<float>(logs[n..])))
                .CopyTo(row[n..]);
        }

        for (; n < row.Length; n++)
        {
            row[n] *= MathF.Exp(logs[n]);
        }
    }

    public static float Sum(ReadOnlySpan<float> row)
    {
        var sum = 0f;
        foreach (var x in row)
        {
            sum += x;
        }

        return sum;
    }
}
