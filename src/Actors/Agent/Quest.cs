using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>What is looked for in the memory.</summary>
/// <param name="Call">What it answers.</param>
/// <param name="Seconds">How long the phrase should be, in recalled time.</param>
/// <param name="Source">Where it may come from.</param>
/// <param name="Temperature">How freely places are chosen, above 0.</param>
internal sealed record Quest(
    MemoryView Memory, Call Call, double Seconds, QuestSource Source, double Temperature);
