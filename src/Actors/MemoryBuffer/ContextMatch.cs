namespace Antiphon.MemoryBuffer;

/// <summary>A place in the memory that was reached by much the same way as now.</summary>
/// <param name="State">
/// The state that matches the newest frame; what follows is the next one.
/// </param>
/// <param name="Frames">Frames that match, this one and those before it, from 1.</param>
/// <param name="Seconds">How long they lasted when they were remembered.</param>
/// <param name="Score">
/// How well they match, from 0: the agreement of each frame above the floor, summed, the newest
/// weighing most. Exact matches: their number of frames.
/// </param>
public readonly record struct ContextMatch(int State, int Frames, double Seconds, double Score);
