using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;

namespace Antiphon.Rig;

/// <summary>
/// What answers: memory, mind and hands. All of it outlives the actors that use it.
/// </summary>
/// <param name="Memory">What was heard.</param>
/// <param name="NewMind">Makes the agent's mind; called again when its actor restarts.</param>
/// <param name="Transport">Planned and sounding notes, and the ledger that ends them.</param>
/// <param name="Sounded">
/// What the transport reports to; the run listens to it for the agent.
/// </param>
public sealed record Partner(
    MemoryStore Memory, Func<AgentMind> NewMind, MidiTransport Transport, NoteRelay Sounded);
