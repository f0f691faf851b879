using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>A remembered frame at its place in a phrase to come.</summary>
/// <param name="OffsetSeconds">Time from the beginning of the phrase.</param>
/// <param name="Jumped">True when it does not follow the frame before it in memory.</param>
internal readonly record struct RecalledFrame(
    double OffsetSeconds, RememberedFrame Frame, bool Jumped);
