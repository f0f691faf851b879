using Antiphon.Time;

namespace Antiphon.Notes;

/// <summary>A note that the agent means to sound.</summary>
/// <param name="Key">MIDI key, 0…127 (60 is middle C).</param>
/// <param name="Velocity">MIDI velocity, 1…127.</param>
/// <param name="Due">When it begins.</param>
/// <param name="Length">
/// How long it is held; above 0 and at most the configured longest note.
/// </param>
/// <param name="DecisionId">The decision that planned it: why this note.</param>
public sealed record NotePlanned(
    NoteId Id, Voice Voice, int Key, int Velocity, SampleTime Due, SampleCount Length,
    long DecisionId);

/// <summary>
/// Names a planned note from plan to note-off; unique and rising within a session.
/// </summary>
public readonly record struct NoteId(long Value);

/// <summary>A voice changes its instrument.</summary>
/// <param name="Program">As on the wire, 0…127.</param>
/// <param name="Due">When it changes.</param>
public sealed record ProgramPlanned(Voice Voice, int Program, SampleTime Due);

/// <summary>A line that the agent plays.</summary>
public enum Voice
{
    Melody = 0,
    Bass = 1,

    /// <summary>Two to four tones that accompany.</summary>
    Chords = 2,
}
