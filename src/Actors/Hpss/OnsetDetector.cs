using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>How suddenly each frame of the unsplit sound begins, and how bright it is.</summary>
/// <remarks>
/// Rise of each band's level over the louder of the two frames before, so that the flutter of
/// steady noise is no onset. Levels count from a floor tied to the sound's own, so that the same
/// music 40 dB down has the same onsets.
/// Source: Böck, Widmer, "Maximum Filter Vibrato Suppression for Onset Detection", DAFx 2013 (the
/// idea of a maximum over the past). Not thread-safe; allocates nothing per call.
/// </remarks>
public sealed class OnsetDetector
{
    /// <summary>Samples that one frame looks at: 21 ms.</summary>
    public const int WindowSamples = 512;

    private const float DeadZoneDb = 3;
    private const float CeilingDb = 40;
    private const double RelativeFloor = 1e-5;
    private const double AbsoluteFloor = 1e-10;
    private const float SilentPower = 1e-10f;

    /// <summary>Band edges in bins of 46.9 Hz: about half an octave each, from 94 Hz.</summary>
    private static readonly int[] Edges = [2, 5, 8, 12, 17, 24, 34, 48, 68, 96, 136, 192, 257];

    private readonly RealFft _fft = new(WindowSamples);
    private readonly float[] _window = HannWindow.Periodic(WindowSamples);
    private readonly float[] _frame = new float[WindowSamples];
    private readonly float[] _re = new float[WindowSamples / 2 + 1];
    private readonly float[] _im = new float[WindowSamples / 2 + 1];
    private readonly double _scale;
    private double[] _now = new double[Edges.Length - 1];
    private double[] _before = new double[Edges.Length - 1];
    private double[] _earlier = new double[Edges.Length - 1];

    public OnsetDetector() => _scale = 1.0 / (WindowSamples * _window.Sum(w => w * w));

    /// <summary>Hears the next frame; the two before it must have been heard already.</summary>
    /// <param name="window">[<see cref="WindowSamples"/>] samples that end with the frame.</param>
    /// <returns>Onset strength in dB, from 0; spectral centroid in Hz, 0 in silence.</returns>
    public (float OnsetDb, float CentroidHz) Hear(ReadOnlySpan<float> window)
    {
        if (window.Length != WindowSamples)
        {
            throw new ArgumentException($"Needs {WindowSamples} samples.", nameof(window));
        }

        (_earlier, _before, _now) = (_before, _now, _earlier);
        for (var n = 0; n < WindowSamples; n++)
        {
            _frame[n] = window[n] * _window[n];
        }

        _fft.Forward(_frame, _re, _im);
        var centroid = Centroid();
        for (var band = 0; band < _now.Length; band++)
        {
            var power = 0.0;
            for (var k = Edges[band]; k < Edges[band + 1]; k++)
            {
                power += _re[k];
            }

            _now[band] = 2 * power * _scale;
        }

        return (Rise(), centroid);
    }

    /// <summary>The centroid of the magnitudes; leaves the powers in the real parts.</summary>
    private float Centroid()
    {
        var (weighted, sum, power) = (0f, 0f, 0f);
        for (var k = 0; k < _re.Length; k++)
        {
            _re[k] = _re[k] * _re[k] + _im[k] * _im[k];
            var magnitude = MathF.Sqrt(_re[k]);
            power += _re[k];
            sum += magnitude;
            weighted += k * magnitude;
        }

        var silent = 2 * power * _scale < SilentPower;
        return silent ? 0 : weighted / sum * SampleRate.Hz / WindowSamples;
    }

    private float Rise()
    {
        var loudest = Math.Max(Total(_now), Math.Max(Total(_before), Total(_earlier)));
        var floor = RelativeFloor * loudest + AbsoluteFloor;
        var sum = 0f;
        for (var band = 0; band < _now.Length; band++)
        {
            var past = Math.Max(_before[band], _earlier[band]);
            var rise = 10 * MathF.Log10((float)((_now[band] + floor) / (past + floor)));
            sum += Math.Clamp(rise - DeadZoneDb, 0, CeilingDb);
        }

        return sum / _now.Length;
    }

    private static double Total(double[] bands)
    {
        var sum = 0.0;
        foreach (var power in bands)
        {
            sum += power;
        }

        return sum;
    }
}
