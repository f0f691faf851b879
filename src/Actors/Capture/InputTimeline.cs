using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>
/// Gives every frame of a live input its place on one line of time that nothing breaks: what was
/// lost, in the ring, in the device or while it was away, leaves a hole of its own length.
/// </summary>
/// <remarks>Not thread-safe: belongs to the reader of the input.</remarks>
/// <param name="rateHz">Frames a second, in Hz.</param>
/// <param name="timestampFrequency">Timestamps in a second.</param>
public sealed class InputTimeline(int rateHz, long timestampFrequency)
{
    private long _shift;
    private bool _away;

    /// <summary>When frames arrive.</summary>
    public ArrivalLine Arrivals { get; } = new(rateHz, timestampFrequency);

    /// <summary>The frame after the last that was placed.</summary>
    public long End { get; private set; }

    /// <summary>Times that frames were lost while the device was there.</summary>
    public long Overruns { get; private set; }

    /// <summary>Frames that were lost, those of times away included.</summary>
    public long LostFrames { get; private set; }

    /// <summary>Why the last of them were lost, for people; null when none were.</summary>
    public string? LastLoss { get; private set; }

    /// <summary>The device is gone: what comes next is of another stream.</summary>
    public void LoseStream()
    {
        _away = true;
        Arrivals.Resume();
    }

    /// <summary>Places a piece; its first frame is at the number returned.</summary>
    public long Place(RingPiece piece)
    {
        var why = "the rig did not fetch its sound in time";
        if (_away)
        {
            why = "the input was away";
            _shift = FirstFrameBy(piece) - piece.Frame;
        }
        else if (piece.Overflowed)
        {
            why = "the device lost sound (overflow)";
            _shift += Math.Max(0, FirstFrameBy(piece) - piece.Frame - _shift);
        }

        var first = Math.Max(End, piece.Frame + _shift);
        Hole(first - End, why);
        _away = false;
        _shift = first - piece.Frame;
        End = first + piece.Frames;
        if (piece.EndsBlock && Arrivals.Add(End, piece.Timestamp) is > 0 and var missing)
        {
            _shift += missing;
            Hole(missing, "the device lost sound and did not say so");
            End += missing;
        }

        return first;
    }

    // By its arrival: the last frame of a block comes in at that moment.
    private long FirstFrameBy(RingPiece piece) => Arrivals.IsReady
        ? Arrivals.FrameAt(piece.Timestamp) - (piece.BlockEnd - piece.Frame)
        : piece.Frame + _shift;

    private void Hole(long frames, string why)
    {
        if (frames > 0)
        {
            Overruns += _away ? 0 : 1;
            LostFrames += frames;
            LastLoss = why;
        }
    }
}
