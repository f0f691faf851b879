using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>
/// Onset strength as the rise of log band energies against the loudest of the last two frames'
/// worth of sound, and the spectral centroid on the way.
/// Source: after Böck and Widmer, "Maximum filter vibrato suppression for onset detection", 2013.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing per call.</remarks>
public sealed class OnsetDetector
{
    private const int FftSize = 512;
    private const int BandCount = 20;
    private const double LowestHz = 60;
    private const double HighestHz = 11_000;

    // A band this far below the loudest is noise: its rises do not count.
    private const double FloorBelowLoudestDb = 50;
    private const double SilentDb = -90;

    private readonly RealFft _fft = new(FftSize);
    private readonly float[] _window = HannWindow.Periodic(FrameGrid.ReceptiveFieldSamples);
    private readonly float[] _frame = new float[FftSize];
    private readonly float[] _re = new float[FftSize / 2 + 1];
    private readonly float[] _im = new float[FftSize / 2 + 1];
    private readonly int[] _edges = Edges();
    private readonly double[] _now = new double[BandCount];
    private readonly double[] _before = new double[BandCount];
    private readonly double[] _earlier = new double[BandCount];

    /// <summary>Hears the frame whose samples begin at <paramref name="start"/>.</summary>
    /// <param name="signal">[samples]; what lies before its start counts as silence.</param>
    /// <param name="centroidHz">The spectral centroid; 0 in silence.</param>
    /// <returns>Mean rise over the bands, in dB from 0.</returns>
    public float Hear(ReadOnlySpan<float> signal, int start, out float centroidHz)
    {
        Bands(signal, start - 2 * FrameGrid.HopSamples, _earlier, out _);
        Bands(signal, start - FrameGrid.HopSamples, _before, out _);
        Bands(signal, start, _now, out centroidHz);
        var floor = Math.Max(SilentDb, Loudest() - FloorBelowLoudestDb);
        var rise = 0.0;
        for (var band = 0; band < BandCount; band++)
        {
            var past = Math.Max(Math.Max(_before[band], _earlier[band]), floor);
            rise += Math.Max(0, Math.Max(_now[band], floor) - past);
        }

        return (float)(rise / BandCount);
    }

    private double Loudest()
    {
        var loudest = double.NegativeInfinity;
        for (var band = 0; band < BandCount; band++)
        {
            loudest = Math.Max(loudest, Math.Max(_now[band], Math.Max(_before[band], _earlier[band])));
        }

        return loudest;
    }

    private void Bands(ReadOnlySpan<float> signal, int start, double[] bands, out float centroidHz)
    {
        for (var i = 0; i < _window.Length; i++)
        {
            var at = start + i;
            _frame[i] = (uint)at < (uint)signal.Length ? signal[at] * _window[i] : 0;
        }

        _fft.Forward(_frame, _re, _im);
        var (weighted, total) = (0.0, 0.0);
        for (var band = 0; band < BandCount; band++)
        {
            var energy = 0.0;
            for (var bin = _edges[band]; bin < _edges[band + 1]; bin++)
            {
                var power = (double)_re[bin] * _re[bin] + (double)_im[bin] * _im[bin];
                energy += power;
                weighted += power * bin;
            }

            total += energy;
            bands[band] = 10 * Math.Log10(energy / _window.Length + 1e-15);
        }

        centroidHz = total > 1e-9 ? (float)(weighted / total * SampleRate.Hz / FftSize) : 0;
    }

    // Bins at which the bands begin: even on a logarithmic scale, each at least one bin wide.
    private static int[] Edges()
    {
        var edges = new int[BandCount + 1];
        edges[0] = 1;
        for (var band = 1; band <= BandCount; band++)
        {
            var hz = LowestHz * Math.Pow(HighestHz / LowestHz, (double)band / BandCount);
            edges[band] = Math.Max(edges[band - 1] + 1, (int)Math.Round(hz * FftSize / SampleRate.Hz));
        }

        return edges;
    }
}
