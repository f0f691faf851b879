using Antiphon.MemoryBuffer;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>What is looked for in the memory.</summary>
/// <param name="Call">What it answers.</param>
/// <param name="Seconds">How long the phrase should be, in recalled time.</param>
/// <param name="Source">Where it may come from.</param>
/// <param name="Temperature">How freely places are chosen, above 0.</param>
internal sealed record RecallQuery(
    MemoryView Memory, PlayerPhrase Call, double Seconds, RecallSource Source, double Temperature)
{
    /// <summary>What is known of the player's music.</summary>
    public MusicNow Music { get; init; } = MusicNow.Nothing;
}

/// <summary>Where a recall may come from.</summary>
internal enum RecallSource
{
    /// <summary>What continues the player, or the call itself.</summary>
    Call,

    /// <summary>What continues the player, wherever it is.</summary>
    Elsewhere,

    /// <summary>What was just heard.</summary>
    Newest,

    /// <summary>What continues what was played itself.</summary>
    Self,
}
