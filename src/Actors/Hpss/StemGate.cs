namespace Antiphon.Hpss;

/// <summary>Decides frame by frame whether a stem speaks or rests.</summary>
/// <remarks>Remembers only whether the stem spoke in the frame before. Not thread-safe.</remarks>
public sealed class StemGate(GateOptions options)
{
    private bool _open;

    /// <summary>Hears the next frame.</summary>
    /// <param name="stemDb">Level of the stem, dBFS.</param>
    /// <param name="mixDb">Level of the unsplit sound, dBFS.</param>
    /// <returns>True when the stem speaks.</returns>
    public bool Hear(float stemDb, float mixDb)
    {
        var threshold = Math.Max(options.AbsoluteDb, mixDb + options.RelativeDb);
        // Where nothing sounds, a stem holds only what the separation smeared there.
        _open = mixDb > options.AbsoluteDb && stemDb > threshold + (_open ? 0 : options.HysteresisDb);
        return _open;
    }

    /// <summary>Closes the gate, as before the first frame.</summary>
    public void Reset() => _open = false;
}
