using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>
/// Thirteen mel-frequency cepstral coefficients, the first being the level.
/// Source: Davis and Mermelstein, "Comparison of parametric representations for monosyllabic word
/// recognition in continuously spoken sentences", IEEE TASSP 1980.
/// </summary>
internal sealed class MfccEncoder() : WindowEncoder(WindowSamples, Coefficients)
{
    public const int Coefficients = 13;

    /// <summary>Samples of a window: 43 ms.</summary>
    public const int WindowSamples = 1024;

    private const int Bands = 40;
    private const double FloorPower = 1e-10;

    private readonly RealFft _fft = new(WindowSamples);
    private readonly float[] _window = HannWindow.Periodic(WindowSamples);
    private readonly float[] _frame = new float[WindowSamples];
    private readonly float[] _re = new float[WindowSamples / 2 + 1];
    private readonly float[] _im = new float[WindowSamples / 2 + 1];
    private readonly double[] _logs = new double[Bands];
    private readonly double[] _edges = [.. Enumerable.Range(0, Bands + 2)
        .Select(edge => HzOf(MelOf(SampleRate.Hz / 2.0) * edge / (Bands + 1)))];

    protected override void Describe(ReadOnlySpan<float> window, Span<float> features)
    {
        for (var n = 0; n < WindowSamples; n++)
        {
            _frame[n] = window[n] * _window[n];
        }

        _fft.Forward(_frame, _re, _im);
        for (var band = 0; band < Bands; band++)
        {
            _logs[band] = Math.Log(FloorPower + BandPower(band));
        }

        for (var c = 0; c < Coefficients; c++)
        {
            var sum = 0.0;
            for (var band = 0; band < Bands; band++)
            {
                sum += _logs[band] * Math.Cos(Math.PI * c * (band + 0.5) / Bands);
            }

            features[c] = (float)sum;
        }
    }

    private static double MelOf(double hz) => 2595 * Math.Log10(1 + hz / 700);

    private static double HzOf(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);

    /// <summary>Mean power under a triangle over three edges.</summary>
    private double BandPower(int band)
    {
        var (low, centre, high) = (_edges[band], _edges[band + 1], _edges[band + 2]);
        var (sum, weights) = (0.0, 0.0);
        const double binHz = (double)SampleRate.Hz / WindowSamples;
        for (var k = (int)(low / binHz); k <= high / binHz && k < _re.Length; k++)
        {
            var hz = k * binHz;
            var weight = Math.Min((hz - low) / (centre - low), (high - hz) / (high - centre));
            if (weight > 0)
            {
                sum += weight * (_re[k] * _re[k] + _im[k] * _im[k]);
                weights += weight;
            }
        }

        return weights > 0 ? sum / weights / WindowSamples : 0;
    }
}
