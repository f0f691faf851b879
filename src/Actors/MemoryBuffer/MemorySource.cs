namespace Antiphon.MemoryBuffer;

/// <summary>A recording of a corpus, as it lies in the memory.</summary>
/// <param name="Name">The recording's name.</param>
/// <param name="FirstState">Its first state.</param>
/// <param name="LastState">Its last state; below the first when nothing of it was learned.</param>
public sealed record MemorySource(string Name, int FirstState, int LastState);
