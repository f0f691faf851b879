using Antiphon.Time;

namespace Antiphon.Notes;

/// <summary>A planned note went out (or, too late to be music, was let go).</summary>
/// <param name="Due">When it was meant to begin.</param>
/// <param name="LatenessMs">How much later it began, in ms; 0 on a virtual clock.</param>
/// <param name="Sounded">False when it was discarded instead of played late.</param>
public sealed record NoteSounded(NoteId Id, SampleTime Due, double LatenessMs, bool Sounded);
