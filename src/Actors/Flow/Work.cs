namespace Antiphon.Flow;

/// <summary>A slot on its way into a stage.</summary>
/// <param name="Slot">What is to be worked on.</param>
/// <param name="DeadlineTimestamp">
/// Monotonic timestamp after which nobody waits for the answer any more, so that it is answered
/// with a gap unprocessed; null in freewheel, where nothing is ever late.
/// </param>
public sealed record Work(Slot Slot, long? DeadlineTimestamp);
