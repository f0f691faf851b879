namespace Antiphon.MemoryBuffer;

/// <summary>All of a state of the oracle that is fixed when it is made.</summary>
/// <param name="Frame">The remembered frame; null in the root and in a break.</param>
/// <param name="Symbol">The letter that leads into it, or <see cref="JointSymbol.Break"/>.</param>
/// <param name="SuffixLink">
/// Where the longest repeated suffix is read to; 0 when nothing repeats, −1 at the root.
/// </param>
/// <param name="RepeatedSuffixLength">
/// Letters before this state that equal those before its suffix link (lrs), from 0.
/// </param>
/// <param name="PreviousSibling">The youngest older state with the same suffix link, or 0.</param>
public readonly record struct OracleState(
    RememberedFrame? Frame,
    int Symbol,
    int SuffixLink,
    int RepeatedSuffixLength,
    int PreviousSibling);
