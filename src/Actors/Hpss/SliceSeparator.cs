using Antiphon.Signal;

namespace Antiphon.Hpss;

/// <summary>
/// Harmonic-percussive separation by median filtering of a slice of sound, with librosa's
/// conventions; only the part that is asked for is computed, and it equals the same part of the
/// whole, bit for bit.
/// </summary>
/// <remarks>
/// Source: Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010; Driedger,
/// Müller, Disch, "Extending harmonic-percussive separation of audio signals", ISMIR 2014.
/// Deviates: with both margins at 1 the percussive part is what the harmonic one leaves, so that
/// both add up to the sound. Not thread-safe; scratch grows to the largest slice and is then kept.
/// </remarks>
public sealed class SliceSeparator
{
    private readonly HpssParameters _parameters;
    private readonly Stft _stft;
    private readonly float[] _mirroredBins;
    private readonly float[] _overFrequency;
    private readonly float[] _mask;
    private readonly int[] _rows;
    private readonly float[] _maskedRe;
    private readonly float[] _maskedIm;
    private float[] _re = [];
    private float[] _im = [];
    private float[] _magnitude = [];
    private float[] _overTime = [];
    private float[] _windowSum = [];
    private int _firstFrame;
    private int _frames;

    public SliceSeparator(HpssParameters parameters)
    {
        _parameters = parameters;
        _stft = new Stft(parameters.FftSize, parameters.HopSamples);
        _overFrequency = new float[_stft.Bins];
        _mask = new float[_stft.Bins];
        _mirroredBins = new float[_stft.Bins + parameters.PercussiveKernel - 1];
        _rows = new int[Math.Max(parameters.HarmonicKernel, parameters.PercussiveKernel)];
        _maskedRe = new float[_stft.Bins];
        _maskedIm = new float[_stft.Bins];
    }

    private bool MarginsAreOne =>
        _parameters is { HarmonicMargin: 1, PercussiveMargin: 1 };

    /// <summary>Separates a slice and returns one stretch of it.</summary>
    /// <param name="slice">[samples]: all that the separation may see.</param>
    /// <param name="start">First sample of the stretch.</param>
    /// <param name="harmonic">Receives [stretch].</param>
    /// <param name="percussive">Receives [stretch].</param>
    public void Separate(
        ReadOnlySpan<float> slice, int start, Span<float> harmonic, Span<float> percussive)
    {
        var sliceFrames = _stft.FramesOf(slice.Length);
        var (first, last) = FramesTouching(start, harmonic.Length, sliceFrames);
        Transform(slice, first, last, sliceFrames);
        MedianOverTime(first, last, sliceFrames);

        harmonic.Clear();
        percussive.Clear();
        Reserve(ref _windowSum, harmonic.Length);
        var windowSum = _windowSum.AsSpan(0, harmonic.Length);
        windowSum.Clear();
        for (var frame = first; frame <= last; frame++)
        {
            AddFrame(frame, first, start, harmonic, percussive);
            _stft.AddWindow(frame, windowSum, start);
        }

        Normalise(windowSum, harmonic);
        if (MarginsAreOne)
        {
            for (var i = 0; i < percussive.Length; i++)
            {
                percussive[i] = slice[start + i] - harmonic[i];
            }
        }
        else
        {
            Normalise(windowSum, percussive);
        }
    }

    private (int First, int Last) FramesTouching(int start, int samples, int sliceFrames)
    {
        var (half, hop) = (_stft.FftSize / 2, _stft.HopSamples);
        var first = Math.Max(0, (start - half + hop) / hop);
        var last = Math.Min(sliceFrames - 1, (start + samples - 1 + half) / hop);
        return (start - half < 0 ? 0 : first, last);
    }

    // The median over time looks half a kernel to both sides, mirrored within the slice.
    private void Transform(ReadOnlySpan<float> slice, int first, int last, int sliceFrames)
    {
        var reach = _parameters.HarmonicKernel / 2;
        _firstFrame = Math.Max(0, first - reach);
        _frames = Math.Min(sliceFrames - 1, last + reach) - _firstFrame + 1;
        var bins = _stft.Bins;
        Reserve(ref _re, _frames * bins);
        Reserve(ref _im, _frames * bins);
        Reserve(ref _magnitude, _frames * bins);
        for (var frame = 0; frame < _frames; frame++)
        {
            var re = _re.AsSpan(frame * bins, bins);
            var im = _im.AsSpan(frame * bins, bins);
            _stft.Forward(slice, _firstFrame + frame, re, im);
            var magnitude = _magnitude.AsSpan(frame * bins, bins);
            for (var bin = 0; bin < bins; bin++)
            {
                magnitude[bin] = MathF.Sqrt(re[bin] * re[bin] + im[bin] * im[bin]);
            }
        }
    }

    private void MedianOverTime(int first, int last, int sliceFrames)
    {
        var (bins, kernel) = (_stft.Bins, _parameters.HarmonicKernel);
        Reserve(ref _overTime, (last - first + 1) * bins);
        var rows = _rows.AsSpan(0, kernel);
        for (var frame = first; frame <= last; frame++)
        {
            for (var i = 0; i < kernel; i++)
            {
                var row = MedianFilter.Mirror(frame - kernel / 2 + i, sliceFrames);
                rows[i] = (row - _firstFrame) * bins;
            }

            MedianFilter.AcrossRows(
                _magnitude, rows, _overTime.AsSpan((frame - first) * bins, bins));
        }
    }

    private void MedianOverFrequency(int frame)
    {
        var (bins, kernel) = (_stft.Bins, _parameters.PercussiveKernel);
        var magnitude = _magnitude.AsSpan((frame - _firstFrame) * bins, bins);
        for (var i = 0; i < _mirroredBins.Length; i++)
        {
            _mirroredBins[i] = magnitude[MedianFilter.Mirror(i - kernel / 2, bins)];
        }

        var rows = _rows.AsSpan(0, kernel);
        for (var i = 0; i < kernel; i++)
        {
            rows[i] = i;
        }

        MedianFilter.AcrossRows(_mirroredBins, rows, _overFrequency);
    }

    private void AddFrame(
        int frame, int first, int start, Span<float> harmonic, Span<float> percussive)
    {
        MedianOverFrequency(frame);
        var overTime = _overTime.AsSpan((frame - first) * _stft.Bins, _stft.Bins);
        Mask(overTime, _overFrequency, _parameters.HarmonicMargin);
        AddMasked(frame, harmonic, start);
        if (!MarginsAreOne)
        {
            Mask(_overFrequency, overTime, _parameters.PercussiveMargin);
            AddMasked(frame, percussive, start);
        }
    }

    private void Mask(ReadOnlySpan<float> wanted, ReadOnlySpan<float> other, double margin) =>
        SoftMask.Compute(wanted, other, (float)margin, _parameters.Power, MarginsAreOne, _mask);

    private void AddMasked(int frame, Span<float> stem, int start)
    {
        var at = (frame - _firstFrame) * _stft.Bins;
        for (var bin = 0; bin < _mask.Length; bin++)
        {
            _maskedRe[bin] = _re[at + bin] * _mask[bin];
            _maskedIm[bin] = _im[at + bin] * _mask[bin];
        }

        _stft.AddInverse(_maskedRe, _maskedIm, frame, stem, start);
    }

    private static void Normalise(ReadOnlySpan<float> windowSum, Span<float> stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (windowSum[i] > 1.17549435e-38f)
            {
                stem[i] /= windowSum[i];
            }
        }
    }

    private static void Reserve(ref float[] scratch, int length)
    {
        if (scratch.Length < length)
        {
            scratch = new float[length];
        }
    }
}
