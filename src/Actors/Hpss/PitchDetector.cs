using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>The fundamental of a window, by its normalised square difference function.</summary>
/// <remarks>
/// Source: McLeod, Wyvill, "A Smarter Way to Find Pitch", ICMC 2005: the first of the peaks that
/// come near the highest one is the period, which keeps octaves apart.
/// Not thread-safe; allocates nothing per call.
/// </remarks>
public sealed class PitchDetector
{
    /// <summary>Samples of one estimate: 64 ms, three periods of the lowest tone.</summary>
    public const int WindowSamples = 1536;

    /// <summary>Lowest fundamental, Hz.</summary>
    public const float LowestHz = 50;

    /// <summary>Highest fundamental, Hz.</summary>
    public const float HighestHz = 1500;

    /// <summary>Voicing below which there is no pitch.</summary>
    public const float VoicingThreshold = 0.6f;

    private const int FftSize = 2048;
    private const int LongestLag = (int)(SampleRate.Hz / LowestHz);
    private const float NearHighest = 0.9f;
    private const float SilentPower = 1e-10f;

    private readonly RealFft _fft = new(FftSize);
    private readonly float[] _frame = new float[FftSize];
    private readonly float[] _re = new float[FftSize / 2 + 1];
    private readonly float[] _im = new float[FftSize / 2 + 1];
    private readonly float[] _periodicity = new float[LongestLag + 2];

    /// <summary>Estimates the pitch.</summary>
    /// <param name="window">[<see cref="WindowSamples"/>] samples.</param>
    /// <returns>The fundamental in Hz or null, and how periodic the sound is, 0…1.</returns>
    public (float? F0Hz, float Voicing) Detect(ReadOnlySpan<float> window)
    {
        if (window.Length != WindowSamples)
        {
            throw new ArgumentException($"Needs {WindowSamples} samples.", nameof(window));
        }

        if (!Correlate(window))
        {
            return (null, 0);
        }

        var (lag, peak) = Period();
        var voicing = Math.Clamp(peak, 0, 1);
        var f0 = SampleRate.Hz / lag;
        return voicing >= VoicingThreshold && f0 is >= LowestHz and <= HighestHz
            ? (f0, voicing)
            : (null, voicing);
    }

    /// <summary>Fills the periodicity of every lag, −1…1; false in silence.</summary>
    private bool Correlate(ReadOnlySpan<float> window)
    {
        window.CopyTo(_frame);
        _frame.AsSpan(WindowSamples).Clear();
        var energy = 0.0;
        foreach (var x in window)
        {
            energy += (double)x * x;
        }

        if (energy < SilentPower * WindowSamples)
        {
            return false;
        }

        _fft.Forward(_frame, _re, _im);
        for (var k = 0; k < _re.Length; k++)
        {
            _re[k] = _re[k] * _re[k] + _im[k] * _im[k];
        }

        _im.AsSpan().Clear();
        _fft.Inverse(_re, _im, _frame);
        var both = 2 * energy;
        for (var lag = 0; lag < _periodicity.Length; lag++)
        {
            _periodicity[lag] = both > 0 ? (float)(2 * _frame[lag] / both) : 0;
            both -= (double)window[lag] * window[lag];
            both -= (double)window[^(lag + 1)] * window[^(lag + 1)];
        }

        return true;
    }

    /// <summary>The first peak near the highest; lag infinity and 0 when there is none.</summary>
    private (float Lag, float Peak) Period()
    {
        var highest = 0f;
        for (var lag = NextPeak(0); lag > 0; lag = NextPeak(lag))
        {
            highest = Math.Max(highest, Refine(lag).Peak);
        }

        for (var lag = NextPeak(0); lag > 0; lag = NextPeak(lag))
        {
            var refined = Refine(lag);
            if (refined.Peak >= NearHighest * highest)
            {
                return refined;
            }
        }

        return (float.PositiveInfinity, 0);
    }

    /// <summary>The highest lag of the next positive stretch; 0 when there is no more.</summary>
    private int NextPeak(int after)
    {
        var lag = after;
        while (lag <= LongestLag && _periodicity[lag] > 0)
        {
            lag++;
        }

        while (lag <= LongestLag && _periodicity[lag] <= 0)
        {
            lag++;
        }

        var best = 0;
        for (; lag <= LongestLag && _periodicity[lag] > 0; lag++)
        {
            best = best == 0 || _periodicity[lag] > _periodicity[best] ? lag : best;
        }

        // A stretch still rising at the end has its peak beyond the lowest tone.
        return best == LongestLag && _periodicity[best + 1] > _periodicity[best] ? 0 : best;
    }

    private (float Lag, float Peak) Refine(int lag)
    {
        var (a, b, c) = (_periodicity[lag - 1], _periodicity[lag], _periodicity[lag + 1]);
        var curve = a - 2 * b + c;
        if (curve >= 0)
        {
            return (lag, b);
        }

        var shift = Math.Clamp((a - c) / (2 * curve), -0.5f, 0.5f);
        return (lag + shift, b - (a - c) * shift / 4);
    }
}
