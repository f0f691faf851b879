namespace Antiphon.Agent;

/// <summary>How the agent answers a player, or plays along.</summary>
public enum Mode
{
    /// <summary>
    /// Plays along, close behind: what was just heard, in the same register, sparsely.
    /// </summary>
    Shadow = 0,

    /// <summary>Answers with the line turned upside down around where it lay.</summary>
    Mirror = 1,

    /// <summary>Plays along in the player's pulse, a voice above or below.</summary>
    Couple = 2,

    /// <summary>Answers in the register and manner of what was heard.</summary>
    Imitate = 3,

    /// <summary>Answers in the other register, with the density that was not played.</summary>
    Contrast = 4,

    /// <summary>Goes its own way, and begins by itself.</summary>
    Lead = 5,

    /// <summary>The call is let pass.</summary>
    Silence = 6,
}
