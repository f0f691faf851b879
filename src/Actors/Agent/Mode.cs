namespace Antiphon.Agent;

/// <summary>How a call is answered.</summary>
public enum Mode
{
    /// <summary>In the register and manner of what was heard.</summary>
    Imitate = 0,

    /// <summary>
    /// In another register, with turned contour and the density that was not played.
    /// </summary>
    Contrast = 1,

    /// <summary>The call is let pass.</summary>
    Silence = 2,
}
