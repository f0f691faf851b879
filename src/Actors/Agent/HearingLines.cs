namespace Antiphon.Agent;

/// <summary>By which lines a mind hears, and which of them it waits for.</summary>
public enum HearingLines
{
    /// <summary>Tokens alone.</summary>
    Tokens = 0,

    /// <summary>Tokens and reflexes; a tick is decided when both have come so far.</summary>
    TokensAndReflexes = 1,

    /// <summary>
    /// The same live: the reflexes bring the time, and tokens that come late are not waited for.
    /// </summary>
    LateTokensAndReflexes = 2,
}
