using Antiphon.Signal;

namespace Antiphon.Perception;

/// <summary>How much one sequence of labels says of another that runs beside it.</summary>
/// <remarks>
/// Labels are any whole numbers; only which of them are equal counts. The estimate is the plug-in
/// one, which a finite sequence biases upwards: hold it against <see cref="Control"/>.
/// Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, 2006; the
/// normalisation after Strehl and Ghosh, "Cluster Ensembles", JMLR 3, 2002, with the arithmetic
/// mean of the entropies in place of the geometric.
/// </remarks>
public static class MutualInformation
{
    /// <summary>I(a; b) in bits, from 0.</summary>
    /// <param name="a">[n] labels.</param>
    /// <param name="b">[n] labels.</param>
    /// <exception cref="ArgumentException">The sequences differ in length.</exception>
    public static double Bits(ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        new LabelPairs(a, b).Bits();

    /// <summary>I(a; b) over the mean of H(a) and H(b), 0…1.</summary>
    /// <returns>0 when either sequence is constant or empty; 1 when each tells the other.</returns>
    /// <exception cref="ArgumentException">The sequences differ in length.</exception>
    public static double Normalised(ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        new LabelPairs(a, b).Normalised();

    /// <summary>
    /// Holds the normalised information against what shuffling one sequence leaves of it: as much
    /// as sequences of this length and these histograms share by chance.
    /// </summary>
    /// <param name="permutations">How often it is shuffled, from 1.</param>
    /// <param name="seed">Equal seeds give equal shuffles.</param>
    /// <exception cref="ArgumentException">The sequences differ in length.</exception>
    public static PermutationBaseline Control(
        ReadOnlySpan<int> a, ReadOnlySpan<int> b, int permutations = 20, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        var pairs = new LabelPairs(a, b);
        var observed = pairs.Normalised();
        var random = new SplitMix64(seed);
        var byChance = new double[permutations];
        for (var turn = 0; turn < permutations; turn++)
        {
            pairs.Shuffle(random);
            byChance[turn] = pairs.Normalised();
        }

        return PermutationBaseline.Of(observed, byChance);
    }

    /// <summary>Two sequences, their labels numbered from 0 so that pairs can be counted.</summary>
    private sealed class LabelPairs
    {
        private readonly int[] _a, _b;
        private readonly long[] _countsA, _countsB, _joint;

        public LabelPairs(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
        {
            if (a.Length != b.Length)
            {
                throw new ArgumentException($"{a.Length} labels stand beside {b.Length}");
            }

            (_a, _countsA) = Number(a);
            (_b, _countsB) = Number(b);
            _joint = new long[checked(_countsA.Length * _countsB.Length)];
        }

        public double Bits()
        {
            Array.Clear(_joint);
            for (var i = 0; i < _a.Length; i++)
            {
                _joint[_a[i] * _countsB.Length + _b[i]]++;
            }

            return Math.Max(0, Entropy(_countsA) + Entropy(_countsB) - Entropy(_joint));
        }

        public double Normalised()
        {
            var (a, b) = (Entropy(_countsA), Entropy(_countsB));
            return a == 0 || b == 0 ? 0 : Math.Min(1, 2 * Bits() / (a + b));
        }

        /// <summary>Fisher and Yates's shuffle of the second sequence.</summary>
        public void Shuffle(SplitMix64 random)
        {
            for (var last = _b.Length - 1; last > 0; last--)
            {
                var other = random.NextInt(last + 1);
                (_b[last], _b[other]) = (_b[other], _b[last]);
            }
        }

        private static (int[] Numbered, long[] Counts) Number(ReadOnlySpan<int> labels)
        {
            var numbers = new Dictionary<int, int>();
            var numbered = new int[labels.Length];
            var counts = new List<long>();
            for (var i = 0; i < labels.Length; i++)
            {
                if (!numbers.TryGetValue(labels[i], out var number))
                {
                    number = numbers.Count;
                    numbers.Add(labels[i], number);
                    counts.Add(0);
                }

                numbered[i] = number;
                counts[number]++;
            }

            return (numbered, [.. counts]);
        }

        private double Entropy(long[] counts)
        {
            var entropy = 0.0;
            foreach (var count in counts)
            {
                if (count > 0)
                {
                    var share = (double)count / _a.Length;
                    entropy -= share * Math.Log2(share);
                }
            }

            return entropy;
        }
    }
}

/// <summary>A figure found by drawing.</summary>
/// <param name="Mean">Over the draws.</param>
/// <param name="Spread">Standard deviation over the draws, from 0.</param>
public readonly record struct Estimate(double Mean, double Spread)
{
    public static Estimate Of(IReadOnlyCollection<double> draws)
    {
        var mean = draws.Average();
        var squares = draws.Sum(draw => (draw - mean) * (draw - mean));
        return new Estimate(mean, draws.Count < 2 ? 0 : Math.Sqrt(squares / (draws.Count - 1)));
    }
}

/// <summary>A normalised mutual information, and what chance alone would give.</summary>
/// <param name="Normalised">As observed, 0…1.</param>
/// <param name="ByChance">Its mean when one sequence is shuffled, 0…1.</param>
/// <param name="Spread">Standard deviation of the shuffled ones, from 0.</param>
public sealed record PermutationBaseline(double Normalised, double ByChance, double Spread)
{
    /// <summary>How much more than by chance; about 0, or below, when they say nothing.</summary>
    public double Excess => Normalised - ByChance;

    /// <param name="shuffled">What each shuffle gave.</param>
    public static PermutationBaseline Of(double normalised, IReadOnlyCollection<double> shuffled)
    {
        var chance = Estimate.Of(shuffled);
        return new PermutationBaseline(normalised, chance.Mean, chance.Spread);
    }
}
