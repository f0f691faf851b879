using Antiphon.Signal;

namespace Antiphon.Quantizer;

/// <summary>Chooses the first centroids far from each other: k-means++, greedily.</summary>
/// <remarks>
/// Source: Arthur and Vassilvitskii, SODA 2007: the next seed is drawn with a chance that grows
/// with the squared distance to the nearest seed so far; of several draws the one that leaves the
/// least distance is taken (their section 7).
/// </remarks>
internal static class KMeansSeeding
{
    private const int ChunkRows = 1024;

    /// <summary>Draws the seeds among the frames.</summary>
    /// <returns>[clusters, dimensions], row-major.</returns>
    public static double[] Choose(
        ReadOnlyMemory<float> frames, int dimensions, KMeansOptions options, SplitMix64 random)
    {
        var count = frames.Length / dimensions;
        var draws = 2 + (int)Math.Log(options.Clusters);
        var seeds = new double[options.Clusters * dimensions];
        var nearest = new double[count];
        Array.Fill(nearest, double.PositiveInfinity);
        var trial = new Trial(frames, dimensions, options.Threads, draws, nearest);
        trial.Take([random.NextInt(count)]);
        Copy(frames, dimensions, trial.Taken, seeds, 0);
        var candidates = new int[draws];
        for (var k = 1; k < options.Clusters; k++)
        {
            for (var draw = 0; draw < draws; draw++)
            {
                candidates[draw] = Draw(nearest, trial.Potential, random);
            }

            trial.Take(candidates);
            Copy(frames, dimensions, trial.Taken, seeds, k);
        }

        return seeds;
    }

    private static int Draw(double[] weights, double total, SplitMix64 random)
    {
        var left = random.NextDouble() * total;
        for (var n = 0; n < weights.Length; n++)
        {
            left -= weights[n];
            if (left < 0)
            {
                return n;
            }
        }

        // Only when all frames coincide with seeds (or by rounding): any frame is as good.
        return random.NextInt(weights.Length);
    }

    private static void Copy(
        ReadOnlyMemory<float> frames, int dimensions, int frame, double[] seeds, int seed)
    {
        for (var d = 0; d < dimensions; d++)
        {
            seeds[seed * dimensions + d] = frames.Span[frame * dimensions + d];
        }
    }

    /// <summary>Tries candidates, keeps the best, and what distance is left with it.</summary>
    private sealed class Trial(
        ReadOnlyMemory<float> frames,
        int dimensions,
        int threads,
        int mostCandidates,
        double[] nearest)
    {
        private readonly int _chunks = (nearest.Length + ChunkRows - 1) / ChunkRows;
        private readonly double[] _left = new double[mostCandidates * nearest.Length];

        public int Taken { get; private set; }

        public double Potential { get; private set; }

        public void Take(int[] candidates)
        {
            var sums = new double[candidates.Length * _chunks];
            var table = Gather(candidates);
            Parallel.For(
                0,
                _chunks,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                chunk => Measure(chunk, candidates, table, sums));
            var best = 0;
            Potential = double.PositiveInfinity;
            for (var c = 0; c < candidates.Length; c++)
            {
                var potential = 0.0;
                for (var chunk = 0; chunk < _chunks; chunk++)
                {
                    potential += sums[c * _chunks + chunk];
                }

                if (potential < Potential)
                {
                    Potential = potential;
                    best = c;
                }
            }

            Taken = candidates[best];
            Array.Copy(_left, best * nearest.Length, nearest, 0, nearest.Length);
        }

        private DotTable Gather(int[] candidates)
        {
            var rows = new float[candidates.Length * dimensions];
            for (var c = 0; c < candidates.Length; c++)
            {
                frames.Span.Slice(candidates[c] * dimensions, dimensions)
                    .CopyTo(rows.AsSpan(c * dimensions));
            }

            return new DotTable(rows, candidates.Length, dimensions);
        }

        private void Measure(
            int chunk, int[] candidates, DotTable table, double[] sums)
        {
            Span<float> dots = new float[table.PaddedColumns];
            Span<double> squares = stackalloc double[candidates.Length];
            for (var c = 0; c < candidates.Length; c++)
            {
                squares[c] = Square(frames.Span.Slice(candidates[c] * dimensions, dimensions));
            }

            var end = Math.Min(nearest.Length, (chunk + 1) * ChunkRows);
            for (var n = chunk * ChunkRows; n < end; n++)
            {
                var frame = frames.Span.Slice(n * dimensions, dimensions);
                table.Multiply(frame, dots);
                var square = Square(frame);
                for (var c = 0; c < candidates.Length; c++)
                {
                    var distance = Math.Max(0, square + squares[c] - 2.0 * dots[c]);
                    distance = Math.Min(nearest[n], distance);
                    _left[c * nearest.Length + n] = distance;
                    sums[c * _chunks + chunk] += distance;
                }
            }
        }

        private static double Square(ReadOnlySpan<float> frame)
        {
            var sum = 0.0;
            foreach (var value in frame)
            {
                sum += (double)value * value;
            }

            return sum;
        }
    }
}
