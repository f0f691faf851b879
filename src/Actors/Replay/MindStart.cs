using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.MemoryBuffer;

namespace Antiphon.Replay;

/// <summary>What the first mind of a session began with.</summary>
/// <param name="Agent">Its options, the seed among them.</param>
/// <param name="Memory">How much was remembered.</param>
/// <param name="Ground">What was known before the first sound.</param>
/// <param name="Lines">What it heard by.</param>
/// <param name="Schedule">Commands that took effect by themselves.</param>
public sealed record MindStart(
    AgentOptions Agent, MemoryOptions Memory, MemoryGround Ground, MindLines Lines,
    IReadOnlyList<ControlGiven> Schedule);
