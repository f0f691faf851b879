namespace Antiphon.Hpss;

/// <summary>
/// Says of each frame of one stem whether it speaks or rests. Sound must have been loud enough
/// lately; from then on the stem is judged by its own recent peak and by the unsplit sound, so that
/// music rests where it rests whatever its level.
/// </summary>
/// <remarks>
/// The peak sinks only while something sounds: a pause does not lower it, and the noise of the room
/// cannot creep in. Once open, a stem may sink a little further before it rests.
/// Carries its state from frame to frame; knows nothing of the future; not thread-safe.
/// </remarks>
/// <param name="options">The thresholds.</param>
public sealed class StemGate(GateOptions options)
{
    /// <summary>Nothing sounds below this loudness, dBFS.</summary>
    private const double SilenceDb = -110;

    private bool _open;
    private double _peakDb = double.NegativeInfinity;
    private double _quietSeconds = double.PositiveInfinity;

    /// <summary>Hears the next frame.</summary>
    /// <param name="stemDb">Loudness of the stem, dBFS.</param>
    /// <param name="mixDb">Loudness of the unsplit sound, dBFS.</param>
    /// <param name="seconds">Time since the frame before, above 0.</param>
    /// <returns>True while the stem speaks.</returns>
    public bool Hear(double stemDb, double mixDb, double seconds)
    {
        if (mixDb >= options.AbsoluteDb)
        {
            _quietSeconds = 0;
            _peakDb -= options.PeakFallDbPerSecond * seconds;
        }
        else
        {
            _quietSeconds += seconds;
        }

        _peakDb = Math.Max(_peakDb, stemDb);
        var slack = _open ? options.HysteresisDb : 0;
        // Where nothing sounds, a stem holds only what the separation smeared there.
        _open = _quietSeconds < options.HoldSeconds
            && Math.Min(stemDb, mixDb) >= SilenceDb
            && stemDb >= _peakDb - options.RangeDb - slack
            && stemDb - mixDb >= options.RelativeDb - slack;
        return _open;
    }

    /// <summary>Forgets what it heard: the stem rests.</summary>
    public void Reset()
    {
        _open = false;
        _peakDb = double.NegativeInfinity;
        _quietSeconds = double.PositiveInfinity;
    }
}
