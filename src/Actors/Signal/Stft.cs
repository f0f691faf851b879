using System.Numerics;

namespace Antiphon.Signal;

/// <summary>
/// Short-time Fourier transform with a periodic Hann window, frame j centred at sample hop · j,
/// zeros beyond both ends of the signal; and its least-squares inverse by overlap-add.
/// </summary>
/// <remarks>
/// Source: Griffin, Lim, "Signal Estimation from Modified Short-Time Fourier Transform", IEEE TASSP
/// 1984. Conventions are librosa's. Allocates nothing per call; not thread-safe.
/// </remarks>
public sealed class Stft
{
    private readonly RealFft<double> _analysis;
    private readonly RealFft _synthesis;
    private readonly float[] _window, _frame;
    private readonly double[] _exactWindow, _exactFrame, _exactRe, _exactIm;

    /// <param name="fftSize">Samples per frame: a power of two from 32.</param>
    /// <param name="hopSamples">Samples from frame to frame, 1…fftSize / 2.</param>
    public Stft(int fftSize, int hopSamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hopSamples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hopSamples, fftSize / 2);
        _analysis = new RealFft<double>(fftSize);
        _synthesis = new RealFft(fftSize);
        _exactWindow = HannWindow.PeriodicExact(fftSize);
        _window = HannWindow.Periodic(fftSize);
        (_frame, _exactFrame) = (new float[fftSize], new double[fftSize]);
        (_exactRe, _exactIm) = (new double[Bins], new double[Bins]);
        HopSamples = hopSamples;
    }

    /// <summary>Samples per frame.</summary>
    public int FftSize => _synthesis.Size;

    /// <summary>Samples from frame to frame.</summary>
    public int HopSamples { get; }

    /// <summary>Bins per frame.</summary>
    public int Bins => _synthesis.Bins;

    /// <summary>Frames of a signal: 1 + samples / hop, rounded down.</summary>
    public int FrameCount(int samples) => 1 + samples / HopSamples;

    /// <summary>The first frame that touches a sample; may be negative.</summary>
    public int FirstFrameOver(int sample) =>
        (int)Math.Floor((double)(sample - FftSize / 2) / HopSamples) + 1;

    /// <summary>The last frame that touches a sample, the end ignored.</summary>
    public int LastFrameOver(int sample) =>
        (int)Math.Floor((double)(sample + FftSize / 2) / HopSamples);

    /// <summary>The spectrum of one frame.</summary>
    /// <param name="signal">All samples.</param>
    /// <param name="frame">Index of the frame.</param>
    /// <param name="re">Receives [bins] real parts.</param>
    /// <param name="im">Receives [bins] imaginary parts.</param>
    public void Forward(ReadOnlySpan<float> signal, int frame, Span<float> re, Span<float> im)
    {
        var start = frame * HopSamples - FftSize / 2;
        var from = Math.Max(0, start);
        var to = Math.Min(signal.Length, start + FftSize);
        // In double: the rounding of a loud bin would bury a quiet one, and masks are ratios.
        _exactFrame.AsSpan().Clear();
        for (var n = from; n < to; n++)
        {
            _exactFrame[n - start] = signal[n] * _exactWindow[n - start];
        }

        _analysis.Forward(_exactFrame, _exactRe, _exactIm);
        Narrow(_exactRe, re);
        Narrow(_exactIm, im);
    }

    /// <summary>Adds one frame to a sum, and its squared window to the sum of windows.</summary>
    /// <param name="re">[bins] real parts.</param>
    /// <param name="im">[bins] imaginary parts.</param>
    /// <param name="frame">Index of the frame.</param>
    /// <param name="origin">The sample of the signal at which both sums begin.</param>
    /// <param name="sum">Receives the windowed frame; what lies outside is left out.</param>
    /// <param name="windowSum">Receives the squared window; as long as the sum.</param>
    public void OverlapAdd(
        ReadOnlySpan<float> re, ReadOnlySpan<float> im, int frame, int origin,
        Span<float> sum, Span<float> windowSum)
    {
        var start = frame * HopSamples - FftSize / 2 - origin;
        var from = Math.Max(0, start);
        var to = Math.Min(sum.Length, start + FftSize);
        if (to <= from)
        {
            return;
        }

        _synthesis.Inverse(re, im, _frame);
        var window = _window.AsSpan(from - start, to - from);
        MultiplyAdd(_frame.AsSpan(from - start, to - from), window, sum[from..to]);
        MultiplyAdd(window, window, windowSum[from..to]);
    }

    /// <summary>Ends an inverse: divides by the sum of windows, where there is one.</summary>
    public static void Normalise(Span<float> sum, ReadOnlySpan<float> windowSum)
    {
        const float tiny = 1.17549435e-38f;
        for (var n = 0; n < sum.Length; n++)
        {
            sum[n] = windowSum[n] > tiny ? sum[n] / windowSum[n] : sum[n];
        }
    }

    private static void Narrow(double[] from, Span<float> to)
    {
        for (var k = 0; k < from.Length; k++)
        {
            to[k] = (float)from[k];
        }
    }

    private static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sum)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= a.Length; n += Vector<float>.Count)
        {
            var product = new Vector<float>(a[n..]) * new Vector<float>(b[n..]);
            (new Vector<float>(sum[n..]) + product).CopyTo(sum[n..]);
        }

        for (; n < a.Length; n++)
        {
            sum[n] += a[n] * b[n];
        }
    }
}
