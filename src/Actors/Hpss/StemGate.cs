namespace Antiphon.Hpss;

/// <summary>
/// Says of each frame of one stem whether it speaks or rests: it must be loud enough by itself and
/// relative to the unsplit sound; once open it may sink a little below either before it rests.
/// </summary>
/// <remarks>Carries its state from frame to frame; not thread-safe.</remarks>
/// <param name="options">The thresholds.</param>
public sealed class StemGate(GateOptions options)
{
    private bool _open;

    /// <summary>Hears the next frame.</summary>
    /// <param name="stemDb">Loudness of the stem, dBFS.</param>
    /// <param name="mixDb">Loudness of the unsplit sound, dBFS.</param>
    /// <returns>True while the stem speaks.</returns>
    public bool Hear(double stemDb, double mixDb)
    {
        var slack = _open ? options.HysteresisDb : 0;
        // Where nothing sounds, a stem holds only what the separation smeared there.
        _open = mixDb >= options.AbsoluteDb - slack
            && stemDb >= options.AbsoluteDb - slack
            && stemDb - mixDb >= options.RelativeDb - slack;
        return _open;
    }

    /// <summary>Forgets what it heard: the stem rests.</summary>
    public void Reset() => _open = false;
}
