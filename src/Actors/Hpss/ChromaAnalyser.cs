using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>The pitch classes of a window, from the peaks of its spectrum (A4 = 440 Hz).</summary>
/// <remarks>
/// A peak counts with its energy; between two classes it is shared (cos² of the distance). Peaks
/// are placed between bins, so that low semitones stay apart although bins are 5.9 Hz wide.
/// Source: Gómez, "Tonal Description of Polyphonic Audio", INFORMS J. Comput. 2006 (peaks, cos²).
/// Not thread-safe; allocates nothing per call.
/// </remarks>
public sealed class ChromaAnalyser
{
    /// <summary>Samples that one chroma looks at: 171 ms.</summary>
    public const int WindowSamples = 4096;

    private const float LowestHz = 40;
    private const float HighestHz = 4000;
    private const float BinHz = (float)SampleRate.Hz / WindowSamples;
    private const float A4Hz = 440;
    private const int A4Class = 9;
    private const float SilentPower = 1e-10f;

    private readonly RealFft _fft = new(WindowSamples);
    private readonly float[] _window = HannWindow.Periodic(WindowSamples);
    private readonly float[] _frame = new float[WindowSamples];
    private readonly float[] _re = new float[WindowSamples / 2 + 1];
    private readonly float[] _im = new float[WindowSamples / 2 + 1];
    private readonly float[] _power = new float[(int)(HighestHz / BinHz) + 2];

    /// <summary>Measures a window.</summary>
    /// <param name="window">[<see cref="WindowSamples"/>] samples.</param>
    /// <returns>Shares that sum to 1; all 0 in silence.</returns>
    public Chroma Measure(ReadOnlySpan<float> window)
    {
        if (window.Length != WindowSamples)
        {
            throw new ArgumentException($"Needs {WindowSamples} samples.", nameof(window));
        }

        var energy = 0f;
        for (var n = 0; n < WindowSamples; n++)
        {
            _frame[n] = window[n] * _window[n];
            energy += window[n] * window[n];
        }

        var chroma = default(Chroma);
        if (energy < SilentPower * WindowSamples)
        {
            return chroma;
        }

        _fft.Forward(_frame, _re, _im);
        for (var k = 0; k < _power.Length; k++)
        {
            _power[k] = _re[k] * _re[k] + _im[k] * _im[k];
        }

        return Gather(chroma);
    }

    private Chroma Gather(Chroma chroma)
    {
        var sum = 0f;
        for (var k = (int)(LowestHz / BinHz); k < _power.Length - 1; k++)
        {
            if (_power[k] <= _power[k - 1] || _power[k] < _power[k + 1])
            {
                continue;
            }

            sum += _power[k];
            Share(ref chroma, 12 * MathF.Log2(PeakHz(k) / A4Hz) + A4Class, _power[k]);
        }

        for (var pitchClass = 0; sum > 0 && pitchClass < Chroma.Classes; pitchClass++)
        {
            chroma[pitchClass] /= sum;
        }

        return chroma;
    }

    private float PeakHz(int k)
    {
        const float tiny = 1e-30f;
        var a = MathF.Log(_power[k - 1] + tiny);
        var b = MathF.Log(_power[k] + tiny);
        var c = MathF.Log(_power[k + 1] + tiny);
        var curve = a - 2 * b + c;
        var shift = curve < 0 ? Math.Clamp((a - c) / (2 * curve), -0.5f, 0.5f) : 0;
        return (k + shift) * BinHz;
    }

    private static void Share(ref Chroma chroma, float semitones, float energy)
    {
        var below = MathF.Floor(semitones);
        var away = MathF.Sin(MathF.PI / 2 * (semitones - below));
        var above = away * away;
        var pitchClass = (((int)below % Chroma.Classes) + Chroma.Classes) % Chroma.Classes;
        chroma[pitchClass] += energy * (1 - above);
        chroma[(pitchClass + 1) % Chroma.Classes] += energy * above;
    }
}
