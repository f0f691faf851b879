using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>How diverse the words of one stem are: the health of tokens.</summary>
/// <remarks>Exact and bounded: a histogram and a table of pairs. Not thread-safe.</remarks>
public sealed class TokenStatistics
{
    private readonly long[] _histogram;
    private readonly long[] _pairs;
    private int? _previous;

    /// <param name="tokenCount">Tokens of a stem in the vocabulary.</param>
    public TokenStatistics(int tokenCount)
    {
        _histogram = new long[tokenCount];
        _pairs = new long[tokenCount * tokenCount];
    }

    /// <summary>Words counted; rests are not.</summary>
    public long Count { get; private set; }

    /// <summary>Frames at rest.</summary>
    public long Rests { get; private set; }

    /// <summary>How often each word came, [words].</summary>
    public IReadOnlyList<long> Histogram => _histogram;

    /// <summary>Words that came at all.</summary>
    public int Unique => _histogram.Count(count => count > 0);

    /// <summary>Share of the most frequent word, 0…1.</summary>
    public double Top1Share => TopShare(1);

    /// <summary>Share of the three most frequent words, 0…1.</summary>
    public double Top3Share => TopShare(3);

    /// <summary>H(x) in bits.</summary>
    public double EntropyBits => Entropy(_histogram);

    /// <summary>2^H: how many equally frequent words would be as diverse.</summary>
    public double Perplexity => Count == 0 ? 0 : Math.Pow(2, EntropyBits);

    /// <summary>H(x_t | x_{t−1}) in bits, over neighbouring frames.</summary>
    public double ConditionalEntropyBits
    {
        get
        {
            var words = _histogram.Length;
            var before = new long[words];
            for (var pair = 0; pair < _pairs.Length; pair++)
            {
                before[pair / words] += _pairs[pair];
            }

            return Math.Max(0, Entropy(_pairs) - Entropy(before));
        }
    }

    /// <summary>The statistics of training material.</summary>
    public static TokenStatistics Of(StemStatistics training)
    {
        var statistics = new TokenStatistics(training.Histogram.Length);
        training.Histogram.Span.CopyTo(statistics._histogram);
        training.Bigrams.Span.CopyTo(statistics._pairs);
        statistics.Count = training.Frames;
        return statistics;
    }

    /// <summary>Counts the word of the next frame; a rest only breaks the chain.</summary>
    public void Add(Token word)
    {
        if (word.IsRest)
        {
            Rests++;
            _previous = null;
            return;
        }

        Count++;
        _histogram[word.Code]++;
        if (_previous is { } previous)
        {
            _pairs[previous * _histogram.Length + word.Code]++;
        }

        _previous = word.Code;
    }

    /// <summary>Something is missing here: the next word follows none.</summary>
    public void Break() => _previous = null;

    /// <summary>
    /// Unique words to be expected of <paramref name="n"/> of these frames, drawn without
    /// replacement. Source: Hurlbert, "The nonconcept of species diversity", Ecology 1971.
    /// </summary>
    public double ExpectedUniqueAt(long n)
    {
        if (n >= Count)
        {
            return Unique;
        }

        // P(word never drawn) = C(N − c, n) / C(N, n), as a product that stays in range.
        return _histogram.Where(count => count > 0).Sum(count =>
        {
            if (Count - count < n)
            {
                return 1.0;
            }

            var logMissing = 0.0;
            for (var i = 0L; i < count; i++)
            {
                logMissing += Math.Log((double)(Count - n - i) / (Count - i));
            }

            return 1 - Math.Exp(logMissing);
        });
    }

    /// <summary>
    /// Unique words at the smaller of this and the training's number of frames: more frames look
    /// more diverse by their count alone.
    /// </summary>
    public double UniqueAtTrainingN(TokenStatistics training) =>
        ExpectedUniqueAt(Math.Min(Count, training.Count));

    /// <summary>Jensen–Shannon divergence of the two histograms, 0…1 bit.</summary>
    public double JensenShannonDivergence(TokenStatistics other)
    {
        if (Count == 0 || other.Count == 0)
        {
            return 0;
        }

        var divergence = 0.0;
        for (var word = 0; word < _histogram.Length; word++)
        {
            var (p, q) =
                ((double)_histogram[word] / Count, (double)other._histogram[word] / other.Count);
            var mean = (p + q) / 2;
            divergence += (p > 0 ? p * Math.Log2(p / mean) : 0) / 2;
            divergence += (q > 0 ? q * Math.Log2(q / mean) : 0) / 2;
        }

        return Math.Clamp(divergence, 0, 1);
    }

    private double TopShare(int words) =>
        Count == 0 ? 0 : (double)_histogram.OrderDescending().Take(words).Sum() / Count;

    private static double Entropy(long[] counts)
    {
        var total = counts.Sum();
        return total == 0
            ? 0
            : counts.Where(count => count > 0)
                .Sum(count => -(double)count / total * Math.Log2((double)count / total));
    }
}
