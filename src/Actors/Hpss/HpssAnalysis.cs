using System.Numerics;
using Antiphon.Signal;

namespace Antiphon.Hpss;

/// <summary>
/// The separation of one slice of sound, or of as much of it as is asked for. What is left out
/// changes no bit of what is computed.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing per call.</remarks>
internal sealed class HpssAnalysis
{
    private readonly HpssParameters _parameters;
    private readonly Stft _stft;
    private readonly MedianFilter _alongTime, _alongFrequency;
    private readonly int _stride, _maxSamples;
    private readonly float[] _re, _im, _magnitude, _harmonic, _percussive;
    private readonly float[] _columns, _columnMedians;
    private readonly float[] _maskedRe, _maskedIm, _windowSum;

    /// <param name="maxSamples">The longest slice that will come.</param>
    public HpssAnalysis(HpssParameters parameters, int maxSamples)
    {
        parameters.Check();
        _parameters = parameters;
        _maxSamples = maxSamples;
        _stft = new Stft(parameters.FftSize, parameters.HopSamples);
        _alongTime = new MedianFilter(parameters.HarmonicKernel);
        _alongFrequency = new MedianFilter(parameters.PercussiveKernel);
        _stride = MedianFilter.Stride(_stft.Bins);
        var cells = checked(_stft.FrameCount(maxSamples) * _stride);
        (_re, _im, _magnitude) = (new float[cells], new float[cells], new float[cells]);
        (_harmonic, _percussive) = (new float[cells], new float[cells]);
        _columns = new float[_stft.Bins * Vector<float>.Count];
        _columnMedians = new float[_columns.Length];
        (_maskedRe, _maskedIm) = (new float[_stride], new float[_stride]);
        _windowSum = new float[maxSamples];
    }

    public int Bins => _stft.Bins;

    public int FrameCount(int samples) => _stft.FrameCount(samples);

    /// <summary>[bins]: the harmonic mask of a frame of the last call.</summary>
    public ReadOnlySpan<float> HarmonicMask(int frame) => Row(_harmonic, frame)[..Bins];

    /// <summary>[bins]: the percussive mask of a frame of the last call.</summary>
    public ReadOnlySpan<float> PercussiveMask(int frame) => Row(_percussive, frame)[..Bins];

    /// <summary>Separates samples <paramref name="from"/>… of a slice.</summary>
    /// <param name="slice">All samples that the separation may know.</param>
    /// <param name="from">The first sample wanted; as many as the stems are long.</param>
    /// <param name="harmonic">Receives the harmonic stem.</param>
    /// <param name="percussive">Receives the percussive stem; as long.</param>
    public void Separate(
        ReadOnlySpan<float> slice, int from, Span<float> harmonic, Span<float> percussive)
    {
        if (slice.Length > _maxSamples || from < 0 || from + harmonic.Length > slice.Length
            || harmonic.Length != percussive.Length)
        {
            throw new ArgumentException("The slice is too long or does not hold what is wanted.");
        }

        if (harmonic.IsEmpty)
        {
            return;
        }

        var frames = _stft.FrameCount(slice.Length);
        var first = Math.Max(0, _stft.FirstFrameOver(from));
        var last = Math.Min(frames - 1, _stft.LastFrameOver(from + harmonic.Length - 1));
        Transform(slice, frames, first, last);
        _alongTime.Filter(_magnitude, frames, _stride, first, last, _harmonic);
        FilterAlongFrequency(first, last);
        Mask(first, last);
        Synthesise(_harmonic, first, last, from, harmonic);
        if (!_parameters.Complementary)
        {
            Synthesise(_percussive, first, last, from, percussive);
            return;
        }

        // The masks sum to 1 and the STFT is undone exactly: the rest is the other stem.
        for (var n = 0; n < percussive.Length; n++)
        {
            percussive[n] = slice[from + n] - harmonic[n];
        }
    }

    private Span<float> Row(float[] matrix, int frame) => matrix.AsSpan(frame * _stride, _stride);

    private void Transform(ReadOnlySpan<float> slice, int frames, int first, int last)
    {
        // Mirrored rows lie inside this range too: a mirror never leads farther than the kernel.
        var half = _alongTime.Kernel / 2;
        for (var f = Math.Max(0, first - half); f <= Math.Min(frames - 1, last + half); f++)
        {
            var re = Row(_re, f);
            var im = Row(_im, f);
            var magnitude = Row(_magnitude, f);
            _stft.Forward(slice, f, re, im);
            for (var k = 0; k < magnitude.Length; k += Vector<float>.Count)
            {
                var (x, y) = (new Vector<float>(re[k..]), new Vector<float>(im[k..]));
                Vector.SquareRoot(x * x + y * y).CopyTo(magnitude[k..]);
            }
        }
    }

    private void FilterAlongFrequency(int first, int last)
    {
        var lanes = Vector<float>.Count;
        for (var f = first; f <= last; f += lanes)
        {
            var width = Math.Min(lanes, last - f + 1);
            for (var lane = 0; lane < width; lane++)
            {
                var magnitude = Row(_magnitude, f + lane)[..Bins];
                for (var k = 0; k < magnitude.Length; k++)
                {
                    _columns[k * lanes + lane] = magnitude[k];
                }
            }

            _alongFrequency.Filter(_columns, Bins, lanes, 0, Bins - 1, _columnMedians);
            for (var lane = 0; lane < width; lane++)
            {
                var medians = Row(_percussive, f + lane)[..Bins];
                for (var k = 0; k < medians.Length; k++)
                {
                    medians[k] = _columnMedians[k * lanes + lane];
                }
            }
        }
    }

    private void Mask(int first, int last)
    {
        var silent = _parameters.Complementary ? 0.5f : 0f;
        for (var f = first; f <= last; f++)
        {
            var harmonic = Row(_harmonic, f);
            var percussive = Row(_percussive, f);
            harmonic.CopyTo(_maskedRe);
            SoftMask.Apart(
                harmonic, percussive, _parameters.HarmonicMargin, _parameters.Power, silent,
                harmonic);
            SoftMask.Apart(
                percussive, _maskedRe, _parameters.PercussiveMargin, _parameters.Power, silent,
                percussive);
        }
    }

    private void Synthesise(float[] masks, int first, int last, int from, Span<float> stem)
    {
        var windowSum = _windowSum.AsSpan(0, stem.Length);
        stem.Clear();
        windowSum.Clear();
        for (var f = first; f <= last; f++)
        {
            var re = Row(_re, f);
            var im = Row(_im, f);
            var mask = Row(masks, f);
            for (var k = 0; k < mask.Length; k += Vector<float>.Count)
            {
                var share = new Vector<float>(mask[k..]);
                (new Vector<float>(re[k..]) * share).CopyTo(_maskedRe.AsSpan(k));
                (new Vector<float>(im[k..]) * share).CopyTo(_maskedIm.AsSpan(k));
            }

            _stft.OverlapAdd(_maskedRe, _maskedIm, f, from, stem, windowSum);
        }

        Stft.Normalise(stem, windowSum);
    }
}
