namespace Antiphon.Capture;

/// <summary>What was wrong with a frame of the input before it was mended.</summary>
[Flags]
public enum InputFaults
{
    None = 0,

    /// <summary>Not a number, or infinite: zero stands in its place.</summary>
    NotFinite = 1,

    /// <summary>Beyond the clip level: cut to it.</summary>
    Clipped = 2,

    /// <summary>The input sits on a constant offset, which the high-pass takes away.</summary>
    Offset = 4,

    /// <summary>Too small for fast arithmetic: zero stands in its place. Nobody hears it.</summary>
    Denormal = 8,
}
