using Antiphon.Time;

namespace Antiphon.Notes;

/// <summary>A note that a human played on a MIDI keyboard, complete.</summary>
/// <param name="Onset">When the key went down.</param>
/// <param name="Length">How long it was held, at least one sample.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="Velocity">1…127.</param>
public sealed record NoteHeard(SampleTime Onset, SampleCount Length, int Key, int Velocity);

/// <summary>
/// A key of a MIDI keyboard went down; the <see cref="NoteHeard"/> of the same onset and key
/// follows when it comes up.
/// </summary>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="Velocity">1…127.</param>
public sealed record KeyPressed(SampleTime Onset, int Key, int Velocity);
