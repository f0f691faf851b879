using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>The newest words of one stem, and how diverse they are.</summary>
/// <remarks>Bounded by its window; allocates nothing after it is made. Not thread-safe.</remarks>
public sealed class RollingTokens
{
    private readonly byte[] _window;
    private readonly long[] _histogram;
    private readonly double[] _learned;
    private int _next;

    /// <param name="learned">The words of the training material.</param>
    /// <param name="window">Words that are looked at, at least 1; rests are none.</param>
    public RollingTokens(StemStatistics learned, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        _window = new byte[window];
        _histogram = new long[learned.Histogram.Length];
        var total = Math.Max(1, learned.Frames);
        _learned = new double[_histogram.Length];
        for (var word = 0; word < _learned.Length; word++)
        {
            _learned[word] = (double)learned.Histogram.Span[word] / total;
        }
    }

    /// <summary>Words in the window now.</summary>
    public int Count { get; private set; }

    /// <summary>True when the window was filled since the start or the last reset.</summary>
    public bool IsFull => Count == _window.Length;

    /// <summary>2^H of the window; 0 when it is empty.</summary>
    public double Perplexity
    {
        get
        {
            var entropy = 0.0;
            foreach (var count in _histogram)
            {
                entropy -= Plogp((double)count / Count);
            }

            return Count == 0 ? 0 : Math.Pow(2, entropy);
        }
    }

    /// <summary>Jensen–Shannon divergence of the window from training, 0…1 bit.</summary>
    /// <remarks>
    /// Source: Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Trans. Inf. Theory
    /// 1991.
    /// </remarks>
    public double DivergenceBits
    {
        get
        {
            if (Count == 0)
            {
                return 0;
            }

            var divergence = 0.0;
            for (var word = 0; word < _histogram.Length; word++)
            {
                var (p, q) = ((double)_histogram[word] / Count, _learned[word]);
                divergence += (Plogp(p) + Plogp(q)) / 2 - Plogp((p + q) / 2);
            }

            return Math.Clamp(divergence, 0, 1);
        }
    }

    /// <summary>Takes the next word in; the oldest goes. A rest changes nothing.</summary>
    public void Add(Token word)
    {
        if (word.IsRest)
        {
            return;
        }

        if (IsFull)
        {
            _histogram[_window[_next]]--;
            Count--;
        }

        _window[_next] = word.Code;
        _histogram[word.Code]++;
        Count++;
        _next = (_next + 1) % _window.Length;
    }

    private static double Plogp(double p) => p > 0 ? p * Math.Log2(p) : 0;
}
