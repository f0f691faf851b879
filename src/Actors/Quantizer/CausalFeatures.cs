using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Quantizer;

/// <summary>
/// Walks through segments in order and follows every frame that sounds: the one place that
/// decides what the running statistics hear, in training and live alike.
/// </summary>
/// <remarks>
/// Frames at rest are passed over; warming frames are heard. Where a segment does not follow the
/// one before, all is forgotten. Not thread-safe.
/// </remarks>
public sealed class CausalFeatures
{
    private readonly StemFeatures _harmonic;
    private readonly StemFeatures _percussive;
    private SampleTime? _expected;

    /// <summary>Starts both stems from what their corpus had.</summary>
    public CausalFeatures(StemFeatures harmonic, StemFeatures percussive)
    {
        if (harmonic.Dimensions != percussive.Dimensions)
        {
            throw new ArgumentException("both stems need the same number of dimensions");
        }

        _harmonic = harmonic;
        _percussive = percussive;
    }

    /// <summary>Features per frame.</summary>
    public int Dimensions => _harmonic.Dimensions;

    /// <summary>Room that a result needs, whichever the stem.</summary>
    public int ResultLength => Math.Max(_harmonic.ResultLength, _percussive.ResultLength);

    /// <summary>Forgets what was heard, as after a gap.</summary>
    public void Reset()
    {
        _harmonic.Reset();
        _percussive.Reset();
        _expected = null;
    }

    /// <summary>Announces the next segment.</summary>
    /// <returns>False when it did not follow the one before, and all was forgotten.</returns>
    /// <exception cref="ArgumentException">Its features are not [frames, dimensions].</exception>
    public bool Begin(SegmentEncoded segment)
    {
        var numbers = segment.Frames.Length * Dimensions;
        if (segment.Dimensions != Dimensions
            || segment.Harmonic.Length != numbers
            || segment.Percussive.Length != numbers)
        {
            throw new ArgumentException(
                $"the segment has {segment.Dimensions} dimensions and {segment.Harmonic.Length} + "
                + $"{segment.Percussive.Length} numbers; [{segment.Frames.Length}, {Dimensions}] "
                + "per stem is needed",
                nameof(segment));
        }

        var follows = _expected is null || _expected == segment.Start;
        if (!follows)
        {
            Reset();
        }

        _expected = segment.End;
        return follows;
    }

    /// <summary>Hears one frame of one stem; call in order of frames.</summary>
    /// <param name="result">
    /// Receives the result of <see cref="StemFeatures.Follow"/>; untouched at rest.
    /// </param>
    /// <returns>False when the stem is at rest in this frame.</returns>
    /// <exception cref="QuantizerException">The encoder gave a number that is none.</exception>
    public bool Hear(SegmentEncoded segment, Stem stem, int frame, Span<float> result)
    {
        if (!IsOpen(segment, stem, frame))
        {
            return false;
        }

        RequireFinite(segment, stem, frame);
        var cell = FrameCells.Of(segment.Place, frame, segment.Frames.Length);
        var features = stem == Stem.Harmonic ? _harmonic : _percussive;
        features.Follow(segment.Frame(stem, frame), cell.Length.Seconds, result);
        return true;
    }

    /// <summary>True when the stem sounds in this frame.</summary>
    public static bool IsOpen(SegmentEncoded segment, Stem stem, int frame) =>
        stem == Stem.Harmonic
            ? segment.Frames[frame].HarmonicOpen
            : segment.Frames[frame].PercussiveOpen;

    /// <summary>Refuses a frame that would poison all statistics after it.</summary>
    /// <exception cref="QuantizerException">The encoder gave a number that is none.</exception>
    public static void RequireFinite(SegmentEncoded segment, Stem stem, int frame)
    {
        if (!AllFinite(segment.Frame(stem, frame)))
        {
            throw new QuantizerException(
                $"the encoder gave a number that is not finite: segment {segment.Segment.Value}, "
                + $"{stem} frame {frame}; check the model with 'antiphon models verify'");
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> features)
    {
        // Nothing times an infinity, or times NaN, is NaN.
        var sum = 0f;
        foreach (var value in features)
        {
            sum += value * 0;
        }

        return sum == 0;
    }
}

/// <summary>A segment could not be put into words; the message says why.</summary>
public sealed class QuantizerException(string message) : Exception(message);
