namespace Antiphon.Agent;

/// <summary>
/// A mind took the place of one that failed, and knows nothing of the phrase in hand.
/// </summary>
public sealed record MindBegan;
