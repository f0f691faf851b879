namespace Antiphon.MemoryBuffer;

/// <summary>A labelled stretch of a recording, as it lies in the memory.</summary>
/// <param name="Label">What it was called.</param>
/// <param name="Source">The recording.</param>
/// <param name="FirstState">Its first state.</param>
/// <param name="LastState">Its last state; below the first when nothing in it was learned.</param>
public sealed record MemoryRegion(
    string Label, MemorySource Source, int FirstState, int LastState);
