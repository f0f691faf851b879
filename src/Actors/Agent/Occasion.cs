using Antiphon.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The moment at which something is to be played.</summary>
/// <param name="Tick">When this is decided.</param>
/// <param name="Free">From when on the agent's own voices are free.</param>
/// <param name="Deadline">Everything ends by then; null when there is no hurry.</param>
/// <param name="Kind">What gives rise to it.</param>
/// <param name="Mode">How it is answered.</param>
/// <param name="Call">What it answers.</param>
/// <param name="Memory">What is remembered.</param>
/// <param name="Bearing">How it is to be played.</param>
internal sealed record Occasion(
    SampleTime Tick,
    SampleTime Free,
    SampleTime? Deadline,
    OccasionKind Kind,
    Mode Mode,
    Call Call,
    MemoryView Memory,
    Bearing Bearing);
