namespace Antiphon.Demo;

/// <summary>A drum of a kit.</summary>
public enum DrumKind
{
    Kick,
    Snare,
    ClosedHat,
    OpenHat,
    Tom,
    Clap,
}
