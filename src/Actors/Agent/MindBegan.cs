namespace Antiphon.Agent;

/// <summary>
/// A mind took the place of one that failed, and knows nothing of the phrase in hand.
/// </summary>
/// <param name="Before">Minds that came before it in this run, at least 1.</param>
public sealed record MindBegan(int Before);
