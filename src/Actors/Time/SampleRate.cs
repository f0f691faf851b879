namespace Antiphon.Time;

/// <summary>
/// The one sample rate inside the rig; other rates exist only in front of the resampler.
/// </summary>
public static class SampleRate
{
    /// <summary>Samples per second of everything behind capture, in Hz.</summary>
    public const int Hz = 24_000;
}
