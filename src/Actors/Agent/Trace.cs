using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>
/// Where a walk through the memory began and ended, to go on from, or to go back to.
/// </summary>
/// <param name="Generation">The memory's, within which the states hold.</param>
/// <param name="First">Its first state.</param>
/// <param name="Semitones">How its pitches were moved there.</param>
/// <param name="Last">Its last state.</param>
/// <param name="Recording">The recording it ended in; null for what was heard live.</param>
internal sealed record Trace(
    int Generation, int First, int Semitones, int Last, string? Recording)
{
    /// <summary>Whether its states are still those of a view.</summary>
    public bool IsIn(MemoryView view) => Generation == view.Generation && Last <= view.Count;
}
