namespace Antiphon.Agent;

/// <summary>Where a recall may come from.</summary>
internal enum QuestSource
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
