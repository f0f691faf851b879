using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>Moves centroids to the middle of their frames until they rest.</summary>
/// <remarks>
/// Frames are dealt into chunks of fixed size; each chunk sums in double and the chunks are added
/// in order, so that threads cannot change the result. Frames find their centroid by the very
/// <see cref="CentroidTable"/> that plays. Not thread-safe; one run an object.
/// </remarks>
internal sealed class LloydIterations
{
    private const int ChunkRows = 1024;

    private readonly ReadOnlyMemory<float> _frames;
    private readonly int _dimensions;
    private readonly int _count;
    private readonly int _chunks;
    private readonly KMeansOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly int[] _labels;
    private readonly float[] _distances;
    private readonly double[] _squares;
    private readonly double[] _chunkSums;
    private readonly int[] _chunkCounts;
    private readonly int[] _chunkChanges;
    private readonly double[] _sums;
    private readonly int[] _counts;

    public LloydIterations(ReadOnlyMemory<float> frames, int dimensions, KMeansOptions options)
    {
        _frames = frames;
        _dimensions = dimensions;
        _count = frames.Length / dimensions;
        _chunks = (_count + ChunkRows - 1) / ChunkRows;
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        _labels = new int[_count];
        Array.Fill(_labels, -1);
        _distances = new float[_count];
        _squares = Squares();
        _chunkSums = new double[_chunks * options.Clusters * dimensions];
        _chunkCounts = new int[_chunks * options.Clusters];
        _chunkChanges = new int[_chunks];
        _sums = new double[options.Clusters * dimensions];
        _counts = new int[options.Clusters];
    }

    /// <summary>Iterates from the given seeds.</summary>
    /// <param name="seeds">[clusters, dimensions].</param>
    public Clustering Run(double[] seeds, CancellationToken cancellation)
    {
        var centroids = (double[])seeds.Clone();
        var enough = _options.Tolerance * MeanVariance();
        var iterations = 0;
        var moved = double.PositiveInfinity;
        var changes = 1;
        while (iterations < _options.MaxIterations && moved > enough && changes > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            changes = Assign(centroids);
            FillEmptyClusters();
            moved = Move(centroids);
            iterations++;
        }

        Assign(centroids);
        var rounded = Array.ConvertAll(centroids, value => (float)value);
        return new Clustering(rounded, _labels, Inertia(rounded));
    }

    private int Assign(double[] centroids)
    {
        var table = new CentroidTable(
            Array.ConvertAll(centroids, value => (float)value), _options.Clusters, _dimensions);
        Parallel.For(0, _chunks, _parallel, chunk => AssignChunk(chunk, table));
        Array.Clear(_sums);
        Array.Clear(_counts);
        for (var chunk = 0; chunk < _chunks; chunk++)
        {
            var sums = _chunkSums.AsSpan(chunk * _sums.Length, _sums.Length);
            for (var i = 0; i < sums.Length; i++)
            {
                _sums[i] += sums[i];
            }

            for (var k = 0; k < _counts.Length; k++)
            {
                _counts[k] += _chunkCounts[chunk * _counts.Length + k];
            }
        }

        return _chunkChanges.Sum();
    }

    private void AssignChunk(int chunk, CentroidTable table)
    {
        var sums = _chunkSums.AsSpan(chunk * _sums.Length, _sums.Length);
        var counts = _chunkCounts.AsSpan(chunk * _counts.Length, _counts.Length);
        sums.Clear();
        counts.Clear();
        Span<float> scratch = new float[table.ScratchLength];
        var changes = 0;
        var end = Math.Min(_count, (chunk + 1) * ChunkRows);
        for (var n = chunk * ChunkRows; n < end; n++)
        {
            var frame = Frame(n);
            var label = table.Nearest(frame, scratch, out var score);
            changes += label == _labels[n] ? 0 : 1;
            _labels[n] = label;
            counts[label]++;
            AddTo(sums.Slice(label * _dimensions, _dimensions), frame);
            _distances[n] = (float)Math.Max(0, _squares[n] + 2.0 * score);
        }

        _chunkChanges[chunk] = changes;
    }

    private static void AddTo(Span<double> sum, ReadOnlySpan<float> frame)
    {
        var d = 0;
        for (; d + Vector256<float>.Count <= frame.Length; d += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(frame[d..]));
            var lower = sum[d..];
            var upper = sum[(d + Vector256<double>.Count)..];
            (Vector256.Create(lower) + low).CopyTo(lower);
            (Vector256.Create(upper) + high).CopyTo(upper);
        }

        for (; d < frame.Length; d++)
        {
            sum[d] += frame[d];
        }
    }

    private void FillEmptyClusters()
    {
        for (var k = 0; k < _counts.Length; k++)
        {
            if (_counts[k] > 0)
            {
                continue;
            }

            var farthest = Farthest();
            if (farthest < 0)
            {
                return;
            }

            var from = _labels[farthest];
            _counts[from]--;
            _counts[k] = 1;
            _labels[farthest] = k;
            _distances[farthest] = 0;
            var frame = Frame(farthest);
            for (var d = 0; d < frame.Length; d++)
            {
                _sums[from * _dimensions + d] -= frame[d];
                _sums[k * _dimensions + d] = frame[d];
            }
        }
    }

    private int Farthest()
    {
        var farthest = -1;
        for (var n = 0; n < _count; n++)
        {
            if (_counts[_labels[n]] > 1
                && _distances[n] > 0
                && (farthest < 0 || _distances[n] > _distances[farthest]))
            {
                farthest = n;
            }
        }

        return farthest;
    }

    /// <returns>The sum of the squared ways that the centroids went.</returns>
    private double Move(double[] centroids)
    {
        var moved = 0.0;
        for (var k = 0; k < _counts.Length; k++)
        {
            var sum = _sums.AsSpan(k * _dimensions, _dimensions);
            var divisor = _options.Spherical ? Length(sum) : _counts[k];
            if (_counts[k] == 0 || divisor < 1e-12)
            {
                continue;
            }

            for (var d = 0; d < _dimensions; d++)
            {
                var value = sum[d] / divisor;
                var way = value - centroids[k * _dimensions + d];
                moved += way * way;
                centroids[k * _dimensions + d] = value;
            }
        }

        return moved;
    }

    private double Inertia(ReadOnlySpan<float> centroids)
    {
        var inertia = 0.0;
        for (var n = 0; n < _count; n++)
        {
            var frame = Frame(n);
            var centroid = centroids.Slice(_labels[n] * _dimensions, _dimensions);
            for (var d = 0; d < frame.Length; d++)
            {
                var way = (double)frame[d] - centroid[d];
                inertia += way * way;
            }
        }

        return inertia;
    }

    private double[] Squares()
    {
        var squares = new double[_count];
        for (var n = 0; n < _count; n++)
        {
            foreach (var value in Frame(n))
            {
                squares[n] += (double)value * value;
            }
        }

        return squares;
    }

    private double MeanVariance()
    {
        var variance = 0.0;
        for (var d = 0; d < _dimensions; d++)
        {
            double sum = 0, squares = 0;
            for (var n = 0; n < _count; n++)
            {
                double value = _frames.Span[n * _dimensions + d];
                sum += value;
                squares += value * value;
            }

            variance += Math.Max(0, squares / _count - sum / _count * (sum / _count));
        }

        return variance / _dimensions;
    }

    private ReadOnlySpan<float> Frame(int n) =>
        _frames.Span.Slice(n * _dimensions, _dimensions);

    private static double Length(ReadOnlySpan<double> vector)
    {
        var square = 0.0;
        foreach (var value in vector)
        {
            square += value * value;
        }

        return Math.Sqrt(square);
    }
}
