using Antiphon.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The moment at which something is to be played.</summary>
/// <param name="Tick">When this is decided.</param>
/// <param name="Free">From when on the agent's own voices are free.</param>
/// <param name="Deadline">Everything ends by then; null when there is no hurry.</param>
/// <param name="Joins">True when the player plays on, and the agent joins in sparsely.</param>
internal sealed record Occasion(
    SampleTime Tick,
    SampleTime Free,
    SampleTime? Deadline,
    bool Joins,
    Mode Mode,
    Call Call,
    MemoryView Memory);
