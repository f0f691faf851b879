using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;

namespace Antiphon.Rig;

/// <summary>
/// What answers: memory, mind and hands. All of it outlives the actors that use it.
/// </summary>
/// <param name="Memory">What was heard.</param>
/// <param name="Estate">What passes from one mind to the next.</param>
/// <param name="Lines">What minds hear by.</param>
/// <param name="Transport">Planned and sounding notes, and the ledger that ends them.</param>
/// <param name="Relay">
/// What reaches the mind beside the sound; the run listens to it for the agent.
/// </param>
public sealed record Responder(
    MemoryStore Memory, SurvivingState Estate, HearingLines Lines, MidiTransport Transport,
    MindRelay Relay)
{
    /// <summary>Makes the agent's mind; called again when its actor restarts.</summary>
    public AgentMind NewMind() => new(Estate, Lines);
}
