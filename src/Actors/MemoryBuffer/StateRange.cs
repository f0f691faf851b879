namespace Antiphon.MemoryBuffer;

/// <summary>States in a row, both ends included.</summary>
internal readonly record struct StateRange(int First, int Last);
