namespace Antiphon.Signal;

/// <summary>
/// The short-time Fourier transform with librosa's conventions: periodic Hann, frames centred on
/// multiples of the hop, zeros beyond both ends.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing per frame.</remarks>
public sealed class Stft
{
    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _frame;

    /// <param name="fftSize">Samples of a frame; a power of two.</param>
    /// <param name="hopSamples">Samples from frame to frame.</param>
    public Stft(int fftSize, int hopSamples)
    {
        _fft = new RealFft(fftSize);
        _window = HannWindow.Periodic(fftSize);
        _frame = new float[fftSize];
        HopSamples = hopSamples;
    }

    public int FftSize => _fft.Size;

    public int HopSamples { get; }

    /// <summary>Bins of a frame: size / 2 + 1.</summary>
    public int Bins => _fft.Bins;

    /// <summary>Frames of a signal: 1 + samples / hop.</summary>
    public int FramesOf(int samples) => 1 + samples / HopSamples;

    /// <summary>Transforms the frame centred at sample <paramref name="frame"/> · hop.</summary>
    /// <param name="signal">[samples].</param>
    /// <param name="frame">From 0.</param>
    /// <param name="re">Receives [bins].</param>
    /// <param name="im">Receives [bins].</param>
    public void Forward(ReadOnlySpan<float> signal, int frame, Span<float> re, Span<float> im)
    {
        var start = frame * HopSamples - FftSize / 2;
        for (var i = 0; i < FftSize; i++)
        {
            var at = start + i;
            _frame[i] = (uint)at < (uint)signal.Length ? signal[at] * _window[i] : 0;
        }

        _fft.Forward(_frame, re, im);
    }

    /// <summary>
    /// Adds a frame back into a signal, windowed; the result of all frames is to be divided by
    /// <see cref="AddWindow"/>'s sum.
    /// </summary>
    /// <param name="re">[bins].</param>
    /// <param name="im">[bins].</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="signal">A stretch of the signal.</param>
    /// <param name="signalStart">The sample that the stretch begins at.</param>
    public void AddInverse(
        ReadOnlySpan<float> re, ReadOnlySpan<float> im, int frame, Span<float> signal, int signalStart)
    {
        _fft.Inverse(re, im, _frame);
        var start = frame * HopSamples - FftSize / 2 - signalStart;
        var (from, to) = (Math.Max(0, -start), Math.Min(FftSize, signal.Length - start));
        for (var i = from; i < to; i++)
        {
            signal[start + i] += _frame[i] * _window[i];
        }
    }

    /// <summary>Adds a frame's squared window into the sum that normalises the overlap.</summary>
    public void AddWindow(int frame, Span<float> sum, int signalStart)
    {
        var start = frame * HopSamples - FftSize / 2 - signalStart;
        var (from, to) = (Math.Max(0, -start), Math.Min(FftSize, sum.Length - start));
        for (var i = from; i < to; i++)
        {
            sum[start + i] += _window[i] * _window[i];
        }
    }
}
