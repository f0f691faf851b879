namespace Antiphon.Flow;

/// <summary>
/// Counts latencies in buckets of equal ratio, so that weeks of them fit in 4 KB and quantiles
/// are good to 2.2 % (the maximum is exact). Values run from 1 µs to 1,073 s; what lies outside
/// falls into the first or the last bucket. Thread-safe; adding takes no lock.
/// </summary>
public sealed class LatencyHistogram
{
    private const double SmallestMs = 0.001;
    private const int BucketsPerOctave = 16;
    private const int Octaves = 30;

    private readonly long[] _buckets = new long[Octaves * BucketsPerOctave + 1];
    private double _maxMs;

    /// <summary>Values added, from 0.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            for (var i = 0; i < _buckets.Length; i++)
            {
                count += Volatile.Read(ref _buckets[i]);
            }

            return count;
        }
    }

    /// <summary>The median, in ms.</summary>
    public double P50 => Quantile(0.50);

    /// <summary>The value that 95 % do not exceed, in ms.</summary>
    public double P95 => Quantile(0.95);

    /// <summary>The value that 99 % do not exceed, in ms.</summary>
    public double P99 => Quantile(0.99);

    /// <summary>The largest value added, in ms, exact.</summary>
    public double Max => Volatile.Read(ref _maxMs);

    /// <summary>Counts one latency.</summary>
    /// <param name="ms">Latency in ms; a negative one counts as 0, NaN is not counted.</param>
    public void Add(double ms)
    {
        if (double.IsNaN(ms))
        {
            return;
        }

        ms = Math.Max(0, ms);
        RaiseMax(ms);
        Interlocked.Increment(ref _buckets[BucketOf(ms)]);
    }

    /// <summary>What was added so far, by itself.</summary>
    public LatencyHistogram Copy() => Since(new LatencyHistogram());

    /// <summary>What was added since a copy was made; its maximum is good to 2.2 % too.</summary>
    public LatencyHistogram Since(LatencyHistogram earlier)
    {
        var since = new LatencyHistogram();
        for (var i = 0; i < _buckets.Length; i++)
        {
            since._buckets[i] =
                Volatile.Read(ref _buckets[i]) - Volatile.Read(ref earlier._buckets[i]);
            if (since._buckets[i] > 0)
            {
                since._maxMs = Math.Min(
                    Max, SmallestMs * Math.Pow(2, (double)i / BucketsPerOctave));
            }
        }

        return since;
    }

    /// <summary>All quantiles at once.</summary>
    public LatencySummary Summary() => new(Count, P50, P95, P99, Max);

    /// <summary>
    /// The value that a share of all values does not exceed, in ms; 0 when empty.
    /// </summary>
    /// <param name="share">0…1.</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += Volatile.Read(ref _buckets[i]);
            if (seen >= rank)
            {
                return Math.Min(MiddleOf(i), Max);
            }
        }

        return Max;
    }

    private static int BucketOf(double ms) =>
        ms < SmallestMs
            ? 0
            : (int)Math.Min(
                1 + Math.Floor(Math.Log2(ms / SmallestMs) * BucketsPerOctave),
                Octaves * BucketsPerOctave);

    private static double MiddleOf(int bucket) =>
        bucket == 0 ? 0 : SmallestMs * Math.Pow(2, (bucket - 0.5) / BucketsPerOctave);

    private void RaiseMax(double ms)
    {
        var seen = Volatile.Read(ref _maxMs);
        while (ms > seen)
        {
            var before = Interlocked.CompareExchange(ref _maxMs, ms, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }
}

/// <summary>
/// Quantiles of a <see cref="LatencyHistogram"/>, in ms; all 0 when nothing was added.
/// </summary>
/// <param name="Count">Values added, from 0.</param>
/// <param name="MaxMs">The largest value, exact.</param>
public readonly record struct LatencySummary(
    long Count, double P50Ms, double P95Ms, double P99Ms, double MaxMs);
