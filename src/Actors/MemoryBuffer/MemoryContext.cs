namespace Antiphon.MemoryBuffer;

/// <summary>Where the live stream stands in the memory, by the words of one stem.</summary>
/// <param name="State">The newest state, 0 while nothing is remembered.</param>
/// <param name="SuffixLink">The state where the same was heard before; 0 when nowhere.</param>
/// <param name="RepeatedSuffixLength">Frames that agree up to there, from 0.</param>
public readonly record struct MemoryContext(int State, int SuffixLink, int RepeatedSuffixLength);
