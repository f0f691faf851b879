using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>
/// Centres and scales numbers by a mean and variance that follow the music: started from those of
/// the corpus, and knowing nothing of the future.
/// </summary>
/// <remarks>
/// With g = 1 − 2^(−heard / half-life) each frame x
/// first moves the estimate, then is measured by it:
/// δ = x − m; m ← m + g·δ; v ← (1 − g)·(v + g·δ²); result = (x − m) / √max(v, floor).
/// Time is heard time: it stands still while the stem rests. State is double and the order fixed.
/// Source: exponentially weighted moments after Finch, "Incremental Calculation of Weighted Mean
/// and Variance", University of Cambridge, 2009.
/// Not thread-safe.
/// </remarks>
public sealed class RunningNormaliser
{
    private const double OwnFloorShare = 1e-4;
    private const double CommonFloorShare = 1e-6;
    private const double LeastVariance = 1e-20;

    private readonly double[] _frozenMean;
    private readonly double[] _frozenVariance;
    private readonly double[] _mean;
    private readonly double[] _variance;
    private readonly double[] _floor;

    /// <summary>Starts from the statistics of the corpus.</summary>
    /// <param name="frozenMean">[dimensions].</param>
    /// <param name="frozenVariance">[dimensions], from 0.</param>
    /// <param name="halfLifeSeconds">
    /// Heard seconds after which half of what was known is forgotten; 0 keeps the corpus's numbers.
    /// </param>
    /// <exception cref="ArgumentException">Sizes differ, or the half-life is negative.</exception>
    public RunningNormaliser(
        ReadOnlySpan<double> frozenMean,
        ReadOnlySpan<double> frozenVariance,
        double halfLifeSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halfLifeSeconds);
        if (frozenMean.Length != frozenVariance.Length || frozenMean.Length == 0)
        {
            throw new ArgumentException("mean and variance need the same size, above 0");
        }

        HalfLifeSeconds = halfLifeSeconds;
        _frozenMean = frozenMean.ToArray();
        _frozenVariance = frozenVariance.ToArray();
        _mean = frozenMean.ToArray();
        _variance = frozenVariance.ToArray();
        _floor = Floors(frozenVariance);
    }

    /// <summary>Features per frame.</summary>
    public int Dimensions => _mean.Length;

    /// <summary>Heard seconds to forget half; 0 for never.</summary>
    public double HalfLifeSeconds { get; }

    /// <summary>Forgets what was heard: back to the statistics of the corpus.</summary>
    public void Reset()
    {
        _frozenMean.CopyTo(_mean, 0);
        _frozenVariance.CopyTo(_variance, 0);
    }

    /// <summary>Learns from one frame and measures it.</summary>
    /// <param name="frame">[dimensions], finite; a frame at rest is not to be given.</param>
    /// <param name="heardSeconds">The time that the frame stands for, above 0.</param>
    /// <param name="result">
    /// Receives [dimensions], without unit; about 0 ± 1. May be the frame itself.
    /// </param>
    public void Normalise(ReadOnlySpan<float> frame, double heardSeconds, Span<float> result)
    {
        if (frame.Length != Dimensions || result.Length < Dimensions)
        {
            throw new ArgumentException("the frame or the result has another size");
        }

        var gain = HalfLifeSeconds > 0 ? 1 - Math.Pow(2, -heardSeconds / HalfLifeSeconds) : 0;
        var d = 0;
        for (; d + Vector256<float>.Count <= frame.Length; d += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(frame.Slice(d)));
            var measured = Vector256.Narrow(
                Step(low, d, gain), Step(high, d + Vector256<double>.Count, gain));
            measured.CopyTo(result[d..]);
        }

        for (; d < frame.Length; d++)
        {
            result[d] = (float)Step(frame[d], d, gain);
        }
    }

    private Vector256<double> Step(Vector256<double> x, int at, double gain)
    {
        var g = Vector256.Create(gain);
        var mean = Vector256.Create(_mean.AsSpan(at));
        var variance = Vector256.Create(_variance.AsSpan(at));
        var delta = x - mean;
        mean += g * delta;
        variance = Vector256.Create(1 - gain) * (variance + g * delta * delta);
        mean.CopyTo(_mean, at);
        variance.CopyTo(_variance, at);
        var floored = Vector256.Max(variance, Vector256.Create(_floor.AsSpan(at)));
        return (x - mean) / Vector256.Sqrt(floored);
    }

    private double Step(double x, int at, double gain)
    {
        var delta = x - _mean[at];
        _mean[at] += gain * delta;
        _variance[at] = (1 - gain) * (_variance[at] + gain * delta * delta);
        return (x - _mean[at]) / Math.Sqrt(Math.Max(_variance[at], _floor[at]));
    }

    /// <remarks>
    /// A dimension that hardly moved in the corpus must not shout when it moves now.
    /// </remarks>
    private static double[] Floors(ReadOnlySpan<double> variance)
    {
        var sum = 0.0;
        foreach (var value in variance)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            sum += value;
        }

        var common = Math.Max(LeastVariance, CommonFloorShare * sum / variance.Length);
        var floors = new double[variance.Length];
        for (var d = 0; d < floors.Length; d++)
        {
            floors[d] = Math.Max(common, OwnFloorShare * variance[d]);
        }

        return floors;
    }
}
