using Antiphon.Signal;

namespace Antiphon.Hpss;

/// <summary>
/// Finds the fundamental as the first strong peak of the normalised square difference function.
/// Source: McLeod and Wyvill, "A smarter way to find pitch", ICMC 2005.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing per call.</remarks>
public sealed class PitchTracker
{
    private const double LowestHz = 50;
    private const double HighestHz = 1_500;
    private const float LeastVoicing = 0.55f;

    // The first peak this near to the highest is the period; later ones are its multiples.
    private const float NearHighest = 0.88f;
    private const double SilentMeanSquare = 1e-11;

    private readonly double _rateHz;
    private readonly RealFft _fft;
    private readonly float[] _padded;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _similarity;

    /// <param name="rateHz">Rate of the signal.</param>
    /// <param name="windowSamples">Samples of a window; a power of two.</param>
    public PitchTracker(int rateHz, int windowSamples)
    {
        _rateHz = rateHz;
        _fft = new RealFft(2 * windowSamples);
        _padded = new float[2 * windowSamples];
        _re = new float[_fft.Bins];
        _im = new float[_fft.Bins];
        _similarity = new float[Math.Min(windowSamples / 2, (int)(rateHz / LowestHz) + 2)];
    }

    /// <summary>The pitch of one window, [window samples].</summary>
    public PitchEstimate Track(ReadOnlySpan<float> window)
    {
        if (Decibels.MeanSquare(window) < SilentMeanSquare)
        {
            return new PitchEstimate(null, 0);
        }

        Compare(window);
        var (lag, height) = FirstStrongPeak();
        var voicing = Math.Clamp(height, 0, 1);
        return lag is null || voicing < LeastVoicing
            ? new PitchEstimate(null, voicing)
            : new PitchEstimate((float)(_rateHz / lag.Value), voicing);
    }

    // Similarity at each lag: 2·r(τ) / (energy of both halves that are compared), in −1…1.
    private void Compare(ReadOnlySpan<float> window)
    {
        window.CopyTo(_padded);
        _padded.AsSpan(window.Length).Clear();
        _fft.Forward(_padded, _re, _im);
        for (var bin = 0; bin < _re.Length; bin++)
        {
            _re[bin] = _re[bin] * _re[bin] + _im[bin] * _im[bin];
            _im[bin] = 0;
        }

        _fft.Inverse(_re, _im, _padded);
        var energy = 2 * Decibels.MeanSquare(window) * window.Length;
        for (var lag = 0; lag < _similarity.Length; lag++)
        {
            _similarity[lag] = energy > 0 ? (float)(2 * _padded[lag] / energy) : 0;
            var (leaving, other) = (window[lag], window[window.Length - 1 - lag]);
            energy -= (double)leaving * leaving + (double)other * other;
        }
    }

    private (double? Lag, float Height) FirstStrongPeak()
    {
        var from = FirstLag();
        var highest = 0f;
        for (var lag = from; lag < _similarity.Length - 1; lag++)
        {
            highest = IsPeak(lag) ? Math.Max(highest, _similarity[lag]) : highest;
        }

        for (var lag = from; highest > 0 && lag < _similarity.Length - 1; lag++)
        {
            if (IsPeak(lag) && _similarity[lag] >= NearHighest * highest)
            {
                return (Refine(lag), _similarity[lag]);
            }
        }

        return (null, highest);
    }

    // Behind the peak at lag 0, and no shorter than the highest fundamental.
    private int FirstLag()
    {
        var lag = 1;
        while (lag < _similarity.Length - 1 && _similarity[lag] > 0)
        {
            lag++;
        }

        return Math.Max(lag, (int)(_rateHz / HighestHz));
    }

    private bool IsPeak(int lag) =>
        _similarity[lag] > 0
        && _similarity[lag] >= _similarity[lag - 1] && _similarity[lag] > _similarity[lag + 1];

    private double Refine(int lag)
    {
        var (before, at, after) = (_similarity[lag - 1], _similarity[lag], _similarity[lag + 1]);
        var curve = before - 2 * at + after;
        return curve == 0 ? lag : lag + 0.5 * (before - after) / curve;
    }
}
