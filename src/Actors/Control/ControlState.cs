using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>What the performer has set, at one moment.</summary>
/// <param name="Muted">Nothing sounds.</param>
/// <param name="Held">The partner keeps the floor.</param>
/// <param name="FixedMode">The mode it stays in; null when it chooses itself.</param>
/// <param name="Agent">The agent's options with every parameter as set.</param>
public sealed record ControlState(bool Muted, bool Held, Mode? FixedMode, AgentOptions Agent);
