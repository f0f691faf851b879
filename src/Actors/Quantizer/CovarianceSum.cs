using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>
/// Gathers the mean and the D×D covariance of frames as they stream by, in double.
/// </summary>
/// <remarks>
/// Rows wait in a block; then every entry of the matrix adds the block in order.
/// Threads share out the entries, never a sum, so their number cannot change a bit.
/// Memory: D² + 256·D doubles, whatever the number of frames. Not thread-safe.
/// </remarks>
public sealed class CovarianceSum
{
    private const int BlockRows = 256;
    private const int Tile = 16;

    private readonly ParallelOptions _parallel;
    private readonly int _stride;
    private readonly double[] _shift;
    private readonly double[] _sum;
    private readonly double[] _products;
    private readonly double[] _block;
    private int _waiting;

    /// <summary>Starts empty.</summary>
    /// <param name="dimensions">Features per frame, from 1.</param>
    /// <param name="threads">Threads to use, from 1; the result does not depend on it.</param>
    public CovarianceSum(int dimensions, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Dimensions = dimensions;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _stride = (dimensions + Tile - 1) / Tile * Tile;
        _shift = new double[_stride];
        _sum = new double[_stride];
        _products = new double[_stride * _stride];
        _block = new double[BlockRows * _stride];
    }

    /// <summary>Features per frame.</summary>
    public int Dimensions { get; }

    /// <summary>Frames added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one frame.</summary>
    /// <param name="frame">[dimensions], finite.</param>
    public void Add(ReadOnlySpan<float> frame)
    {
        if (frame.Length != Dimensions)
        {
            throw new ArgumentException("the frame has another size", nameof(frame));
        }

        if (Count == 0)
        {
            // Sums around a typical point lose no digits to a large mean.
            for (var d = 0; d < frame.Length; d++)
            {
                _shift[d] = frame[d];
            }
        }

        var row = _block.AsSpan(_waiting * _stride, Dimensions);
        for (var d = 0; d < row.Length; d++)
        {
            row[d] = frame[d] - _shift[d];
            _sum[d] += row[d];
        }

        Count++;
        if (++_waiting == BlockRows)
        {
            AddBlock();
        }
    }

    /// <summary>The mean of all frames so far, [dimensions]; 0 before the first.</summary>
    public double[] Mean()
    {
        var mean = new double[Dimensions];
        for (var d = 0; d < mean.Length && Count > 0; d++)
        {
            mean[d] = _shift[d] + _sum[d] / Count;
        }

        return mean;
    }

    /// <summary>The covariance of all frames so far (divided by their number).</summary>
    /// <returns>[dimensions, dimensions], symmetric; 0 before the first frame.</returns>
    public double[,] Covariance()
    {
        AddBlock();
        var covariance = new double[Dimensions, Dimensions];
        for (var i = 0; i < Dimensions && Count > 0; i++)
        {
            for (var j = i; j < Dimensions; j++)
            {
                var value = _products[i * _stride + j] / Count
                    - _sum[i] / Count * (_sum[j] / Count);
                covariance[i, j] = value;
                covariance[j, i] = value;
            }
        }

        return covariance;
    }

    private void AddBlock()
    {
        if (_waiting > 0)
        {
            Parallel.For(0, Dimensions, _parallel, AddRow);
            _waiting = 0;
        }
    }

    private void AddRow(int i)
    {
        ref var block = ref MemoryMarshal.GetArrayDataReference(_block);
        ref var products = ref MemoryMarshal.GetArrayDataReference(_products);
        const int Lanes = 4;
        for (var j = i / Tile * Tile; j < _stride; j += Tile)
        {
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
            var at = (nuint)j;
            for (var row = 0; row < _waiting; row++)
            {
                var x = Vector256.Create(_block[row * _stride + i]);
                s0 += x * Vector256.LoadUnsafe(ref block, at);
                s1 += x * Vector256.LoadUnsafe(ref block, at + Lanes);
                s2 += x * Vector256.LoadUnsafe(ref block, at + 2 * Lanes);
                s3 += x * Vector256.LoadUnsafe(ref block, at + 3 * Lanes);
                at += (nuint)_stride;
            }

            var to = (nuint)(i * _stride + j);
            Accumulate(ref products, to, s0);
            Accumulate(ref products, to + Lanes, s1);
            Accumulate(ref products, to + 2 * Lanes, s2);
            Accumulate(ref products, to + 3 * Lanes, s3);
        }
    }

    private static void Accumulate(ref double target, nuint at, Vector256<double> sum) =>
        (Vector256.LoadUnsafe(ref target, at) + sum).StoreUnsafe(ref target, at);
}
