namespace Antiphon.Capture;

/// <summary>
/// Keeps a pipe that could bring a whole file at once to real time: as much as time has passed,
/// and a quarter of a second at hand. Time passes a thousandth faster here, so that a live source
/// whose clock is fast is never held up.
/// </summary>
/// <remarks>A token bucket. Not thread-safe.</remarks>
/// <param name="rateHz">Frames a second, in Hz.</param>
/// <param name="time">The monotonic clock.</param>
public sealed class PipePace(int rateHz, TimeProvider time)
{
    private const double AtHandSeconds = 0.25;
    private const double Haste = 1.001;

    private long _asked = time.GetTimestamp();
    private double _seconds = AtHandSeconds;

    /// <summary>How long to wait before a block that has come may be heard.</summary>
    /// <param name="frames">Its length.</param>
    public TimeSpan WaitFor(int frames)
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_asked, now).TotalSeconds * Haste;
        _asked = now;
        _seconds = Math.Min(AtHandSeconds, _seconds + passed) - frames / (double)rateHz;
        return TimeSpan.FromSeconds(Math.Max(0, -_seconds));
    }
}
