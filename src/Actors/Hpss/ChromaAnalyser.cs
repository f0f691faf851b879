using Antiphon.Signal;

namespace Antiphon.Hpss;

/// <summary>Folds the spectrum of a window onto the twelve pitch classes, tuned to A = 440 Hz.</summary>
/// <remarks>Not thread-safe; allocates nothing per call.</remarks>
public sealed class ChromaAnalyser
{
    private const double LowestHz = 60;
    private const double HighestHz = 2_600;
    private const double SilentEnergy = 1e-9;

    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _frame;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly int _firstBin;
    private readonly double _binHz;
    private readonly float[] _power;

    /// <param name="rateHz">Rate of the signal.</param>
    /// <param name="windowSamples">Samples of a window; a power of two.</param>
    public ChromaAnalyser(int rateHz, int windowSamples)
    {
        _fft = new RealFft(windowSamples);
        _window = HannWindow.Periodic(windowSamples);
        _frame = new float[windowSamples];
        _re = new float[_fft.Bins];
        _im = new float[_fft.Bins];
        _binHz = (double)rateHz / windowSamples;
        _firstBin = (int)Math.Ceiling(LowestHz / _binHz);
        _power = new float[(int)(HighestHz / _binHz) + 2];
    }

    /// <summary>The pitch classes of one window, [window samples].</summary>
    public Chroma Analyse(ReadOnlySpan<float> window)
    {
        for (var i = 0; i < _frame.Length; i++)
        {
            _frame[i] = window[i] * _window[i];
        }

        _fft.Forward(_frame, _re, _im);
        for (var bin = 0; bin < _power.Length; bin++)
        {
            _power[bin] = _re[bin] * _re[bin] + _im[bin] * _im[bin];
        }

        return Fold();
    }

    // Only spectral peaks count, each at its interpolated frequency: skirts would smear the classes.
    private Chroma Fold()
    {
        var chroma = default(Chroma);
        var total = 0f;
        for (var bin = _firstBin; bin < _power.Length - 1; bin++)
        {
            var (before, at, after) = (_power[bin - 1], _power[bin], _power[bin + 1]);
            if (at <= before || at < after || at <= 0)
            {
                continue;
            }

            var offset = Offset(before, at, after);
            var key = 69 + 12 * Math.Log2((bin + offset) * _binHz / 440);
            var weight = MathF.Sqrt(at);
            chroma[(((int)Math.Round(key) % 12) + 12) % 12] += weight;
            total += weight;
        }

        if (total < SilentEnergy)
        {
            return default;
        }

        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            chroma[pitchClass] /= total;
        }

        return chroma;
    }

    // The vertex of the parabola through the logarithms of three bins.
    private static double Offset(float before, float at, float after)
    {
        var (a, b, c) = (Math.Log(before + 1e-20), Math.Log(at), Math.Log(after + 1e-20));
        var curve = a - 2 * b + c;
        return curve == 0 ? 0 : 0.5 * (a - c) / curve;
    }
}
