using System.Runtime.Intrinsics;

namespace Antiphon.Quantizer;

/// <summary>
/// Centres the features of one stem by a mean that follows the music: started from that of the
/// corpus, and knowing nothing of the future.
/// </summary>
/// <remarks>
/// With g = 1 − 2^(−heard / half-life) each frame x first moves the estimate, then is measured by
/// it: m ← m + g·(x − m); result = x − m. Time is heard time: it stands still while the stem rests.
/// State is double and the order fixed. Not thread-safe.
/// </remarks>
public sealed class RunningMean
{
    private readonly double[] _frozen;
    private readonly double[] _mean;
    private readonly double _halfLifeSeconds;

    /// <summary>Starts from the mean of the corpus.</summary>
    /// <param name="frozen">[dimensions].</param>
    /// <param name="halfLifeSeconds">
    /// Heard seconds after which half of what was known is forgotten; 0 keeps the corpus's numbers.
    /// </param>
    /// <exception cref="ArgumentException">Nothing to centre, or a negative half-life.</exception>
    public RunningMean(ReadOnlySpan<double> frozen, double halfLifeSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halfLifeSeconds);
        if (frozen.IsEmpty)
        {
            throw new ArgumentException("a mean of no dimensions", nameof(frozen));
        }

        _halfLifeSeconds = halfLifeSeconds;
        _frozen = frozen.ToArray();
        _mean = frozen.ToArray();
    }

    /// <summary>Features per frame.</summary>
    public int Dimensions => _mean.Length;

    /// <summary>Forgets what was heard: back to the mean of the corpus.</summary>
    public void Reset() => _frozen.CopyTo(_mean, 0);

    /// <summary>Learns from one frame and centres it.</summary>
    /// <param name="frame">[dimensions], finite; a frame at rest is not to be given.</param>
    /// <param name="heardSeconds">The time that the frame stands for, above 0.</param>
    /// <param name="result">Receives [dimensions].</param>
    public void Centre(ReadOnlySpan<float> frame, double heardSeconds, Span<float> result)
    {
        if (frame.Length != Dimensions || result.Length < Dimensions)
        {
            throw new ArgumentException("the frame or the result has another size");
        }

        var gain = _halfLifeSeconds > 0 ? 1 - Math.Pow(2, -heardSeconds / _halfLifeSeconds) : 0;
        var d = 0;
        for (; d + Vector256<float>.Count <= frame.Length; d += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(frame.Slice(d)));
            var centred = Vector256.Narrow(
                Step(low, d, gain), Step(high, d + Vector256<double>.Count, gain));
            centred.CopyTo(result[d..]);
        }

        for (; d < frame.Length; d++)
        {
            _mean[d] += gain * (frame[d] - _mean[d]);
            result[d] = (float)(frame[d] - _mean[d]);
        }
    }

    private Vector256<double> Step(Vector256<double> x, int at, double gain)
    {
        var mean = Vector256.Create(_mean.AsSpan(at));
        mean += Vector256.Create(gain) * (x - mean);
        mean.CopyTo(_mean, at);
        return x - mean;
    }
}
