using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>Describes the frames of a segment without any model: onset, centroid, pitch, chroma.</summary>
/// <remarks>
/// Pitch and chroma look at the harmonic stem at 12 kHz through windows that lie mostly in the
/// past, so that all frames of a segment are seen alike. Not thread-safe; allocates nothing.
/// </remarks>
/// <param name="stemPastSamples">Where the segment begins in the stem that is given.</param>
public sealed class DescriptorAnalyser(int stemPastSamples)
{
    /// <summary>Past of the harmonic stem that it looks back at, samples at 24 kHz.</summary>
    public const int PastSamples = WindowSamples - AheadSamples + 64;

    // 4,096 samples, of which 512 lie behind the frame's start: 171 ms, enough for a low E's octave.
    private const int WindowSamples = 4096;
    private const int AheadSamples = 512;

    private readonly OnsetDetector _onset = new();
    private readonly PitchTracker _pitch = new(SampleRate.Hz / 2, WindowSamples / 4);
    private readonly ChromaAnalyser _chroma = new(SampleRate.Hz / 2, WindowSamples / 2);
    private readonly float[] _half = new float[(WindowSamples + FrameGrid.SegmentSamples) / 2];
    private float[] _slice = [];
    private int _sliceLength;
    private int _segmentStart;

    /// <summary>Announces a segment.</summary>
    /// <param name="slice">The unsplit sound: [context + segment + look-ahead].</param>
    /// <param name="segmentStart">Where the segment begins in it.</param>
    /// <param name="harmonic">The harmonic stem: [stem past + segment + look-ahead].</param>
    public void Begin(ReadOnlySpan<float> slice, int segmentStart, ReadOnlySpan<float> harmonic)
    {
        if (_slice.Length < slice.Length)
        {
            _slice = new float[slice.Length];
        }

        slice.CopyTo(_slice);
        (_sliceLength, _segmentStart) = (slice.Length, segmentStart);
        HalfRate.Decimate(harmonic, stemPastSamples - (WindowSamples - AheadSamples), _half);
    }

    /// <summary>Onset strength in dB from 0, and the spectral centroid in Hz.</summary>
    public float OnsetOf(int frame, out float centroidHz)
    {
        var start = _segmentStart + FrameGrid.HopSamples * frame;
        return _onset.Hear(_slice.AsSpan(0, _sliceLength), start, out centroidHz);
    }

    /// <summary>Fundamental and voicing of the harmonic stem.</summary>
    public PitchEstimate PitchOf(int frame) =>
        _pitch.Track(_half.AsSpan(FrameGrid.HopSamples * frame / 2 + WindowSamples / 4, WindowSamples / 4));

    /// <summary>Pitch classes of the harmonic stem.</summary>
    public Chroma ChromaOf(int frame) =>
        _chroma.Analyse(_half.AsSpan(FrameGrid.HopSamples * frame / 2, WindowSamples / 2));
}
