using Antiphon.Flow;

namespace Antiphon.Midi;

/// <summary>The notes of one answer are in the hands of the transport.</summary>
/// <param name="Notes">How many, from 0.</param>
public sealed record NotesScheduled(Place Place, int Notes) : Slot(Place);
