namespace Antiphon.Agent;

/// <summary>A state at which a recall may go on, and how much speaks for it.</summary>
/// <param name="State">The state to be sounded next.</param>
/// <param name="Matched">Frames that agree before it, from 0.</param>
/// <param name="Weight">Chance, relative to the others; above 0.</param>
internal readonly record struct Entry(int State, int Matched, double Weight);
