namespace Antiphon.Time;

/// <summary>
/// When the frames of a live input arrive: a line through its earliest arrivals, whose slope is
/// the drift of the sound card against the monotonic clock.
/// </summary>
/// <remarks>
/// A block can come late, never early; so of each second only the arrival counts that was
/// earliest by the line. These go into a second-order loop (Source: Adriaensen, "Using a DLL to
/// filter time", LAC 2005). Its gains are those of a least-squares line over the seconds so far,
/// at most two minutes; it begins as though twenty seconds without drift had been seen. What is
/// later than 5 ms counts as 5 ms. Arrivals that stay later than 100 ms for two seconds mean that
/// frames are missing which nobody reported. Not thread-safe; allocates nothing.
/// </remarks>
/// <param name="rateHz">Frames a second by the input's own clock, in Hz.</param>
/// <param name="timestampFrequency">Timestamps in a second.</param>
public sealed class ArrivalLine(int rateHz, long timestampFrequency)
{
    /// <summary>No crystal is worse, in millionths: a steeper line is no drift.</summary>
    public const double MaxDriftPpm = 2_000;

    private const double ClipSeconds = 0.005;
    private const double MissingSeconds = 0.1;
    private const int MissingWindows = 2;
    private const int WindowsSeenAtFirst = 20;
    private const int MemoryWindows = 120;

    private long _frame;
    private long _timestamp;
    private double _slope;
    private long _windows;
    private long _windowEnd;
    private (long Frame, long Timestamp, double LateSeconds) _earliest = Nothing;
    private int _lateWindows;

    /// <summary>False until a block has arrived.</summary>
    public bool IsReady { get; private set; }

    /// <summary>How much faster the input runs than the monotonic clock, in millionths.</summary>
    public double DriftPpm => (1 / (1 + _slope) - 1) * 1e6;

    /// <summary>A point of the line.</summary>
    public (long Frame, long Timestamp) Point => (_frame, _timestamp);

    private static (long, long, double) Nothing => (0, 0, double.PositiveInfinity);

    /// <summary>A block arrived.</summary>
    /// <param name="endFrame">The frame after its last; never falling.</param>
    /// <param name="timestamp">Monotonic time of its arrival.</param>
    /// <returns>Frames that are missing and were not reported; mostly 0.</returns>
    public long Add(long endFrame, long timestamp)
    {
        if (!IsReady)
        {
            (IsReady, _frame, _timestamp) = (true, endFrame, timestamp);
            _windowEnd = endFrame + rateHz;
        }

        var lateSeconds = (timestamp - ExactTimestampOf(endFrame)) / timestampFrequency;
        if (lateSeconds < _earliest.LateSeconds)
        {
            _earliest = (endFrame, timestamp, lateSeconds);
        }

        return endFrame < _windowEnd ? 0 : CloseWindow(endFrame);
    }

    /// <summary>
    /// The stream begins anew after a loss: the line goes on, and is soon set by what comes.
    /// </summary>
    public void Resume()
    {
        _windows = 0;
        _lateWindows = 0;
        _earliest = Nothing;
        _windowEnd = 0;
    }

    /// <summary>The frame that arrives at a moment.</summary>
    public long FrameAt(long timestamp) => _frame + (long)Math.Round(
        (timestamp - _timestamp) * (double)rateHz / timestampFrequency / (1 + _slope));

    /// <summary>The moment at which a frame arrives.</summary>
    public long TimestampOf(long frame) => (long)Math.Round(ExactTimestampOf(frame));

    private double ExactTimestampOf(long frame) =>
        _timestamp + (frame - _frame) * (1 + _slope) * timestampFrequency / rateHz;

    private long CloseWindow(long endFrame)
    {
        var (frame, timestamp, lateSeconds) = _earliest;
        _earliest = Nothing;
        _windowEnd = endFrame + rateHz;
        if (lateSeconds > MissingSeconds)
        {
            _lateWindows++;
            return _lateWindows < MissingWindows ? 0 : Missing(lateSeconds);
        }

        _lateWindows = 0;
        if (lateSeconds < -ClipSeconds)
        {
            (_frame, _timestamp) = (frame, timestamp);
        }
        else
        {
            Lean(frame, Math.Min(lateSeconds, ClipSeconds));
        }

        return 0;
    }

    private long Missing(double lateSeconds)
    {
        _lateWindows = 0;
        return (long)Math.Round(lateSeconds * rateHz);
    }

    private void Lean(long frame, double lateSeconds)
    {
        double n = Math.Min(WindowsSeenAtFirst + ++_windows, MemoryWindows);
        var seconds = Math.Max(0.5, (frame - _frame) / (double)rateHz);
        var place = 2 * (2 * n - 1) / (n * (n + 1)) * lateSeconds;
        var slope = 6 / (n * (n + 1)) * lateSeconds / seconds;
        _timestamp = (long)Math.Round(ExactTimestampOf(frame) + place * timestampFrequency);
        _frame = frame;
        _slope = Math.Clamp(_slope + slope, -MaxDriftPpm / 1e6, MaxDriftPpm / 1e6);
    }
}
