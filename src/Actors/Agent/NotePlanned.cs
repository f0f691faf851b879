using Antiphon.Time;

namespace Antiphon.Agent;

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
