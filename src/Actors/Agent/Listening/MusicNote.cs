using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>A note that was heard, complete.</summary>
/// <param name="Onset">When it began.</param>
/// <param name="Length">How long it sounded, at least one sample.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="LoudnessDb">As it began, dBFS; of a keyboard, by its velocity.</param>
/// <param name="KnownAt">The tick at which decisions could rest on its beginning.</param>
/// <param name="Source">Who played it, and how that is known.</param>
public sealed record MusicNote(
    SampleTime Onset, SampleCount Length, int Key, float LoudnessDb, SampleTime KnownAt,
    MusicSource Source);

/// <summary>A drum that was heard.</summary>
/// <param name="KnownAt">The tick at which decisions could rest on it.</param>
public sealed record MusicHit(DrumHit Hit, SampleTime KnownAt);

/// <summary>Where a note that was heard comes from.</summary>
public enum MusicSource
{
    /// <summary>The player, by the ear.</summary>
    Ear = 0,

    /// <summary>The player, by a MIDI keyboard: beyond doubt.</summary>
    Keyboard = 1,

    /// <summary>The partner itself, by the ear.</summary>
    Own = 2,
}
