using Antiphon.Agent;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>A note that was begun and not yet ended.</summary>
/// <param name="Channel">1…16.</param>
/// <param name="Key">0…127.</param>
/// <param name="Begun">When its note-on was due.</param>
/// <param name="End">When its note-off is due.</param>
/// <param name="Unended">True when a note-off was tried and did not get out.</param>
public readonly record struct SoundingNote(
    NoteId Id, int Channel, int Key, SampleTime Begun, SampleTime End, bool Unended);
