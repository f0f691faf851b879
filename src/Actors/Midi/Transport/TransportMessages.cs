using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Something that a transport did: with the planned notes, all that what went out rests on.
/// </summary>
public abstract record TransportMove;

/// <summary>A planned note was queued.</summary>
public sealed record NoteQueued(NoteId Id) : TransportMove;

/// <summary>A change of instrument was queued.</summary>
public sealed record ProgramQueued(ProgramPlanned Program) : TransportMove;

/// <summary>A waiting note was taken out, or a sounding one is to end at once.</summary>
/// <param name="Now">How far time had moved on.</param>
public sealed record NoteTakenBack(NoteId Id, SampleTime Now) : TransportMove;

/// <summary>Time moved on, and something was sent.</summary>
public sealed record TimeMoved(SampleTime Now) : TransportMove;

/// <summary>Everything was silenced.</summary>
/// <param name="ForGood">Nothing sounds after it.</param>
public sealed record AllSilenced(SampleTime At, bool ForGood) : TransportMove;

/// <summary>The notes of one answer are in the hands of the transport.</summary>
/// <param name="Notes">How many, from 0.</param>
public sealed record NotesScheduled(Place Place, int Notes) : Slot(Place);
