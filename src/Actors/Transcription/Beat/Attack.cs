using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>A key or a drum was struck: what the beat is heard from.</summary>
/// <param name="Onset">When it was struck.</param>
/// <param name="KnownAt">When that was known, not before <paramref name="Onset"/>.</param>
/// <param name="Key">MIDI key, 0…127; null for a drum.</param>
/// <param name="Drum">Which drum; null for a key.</param>
/// <param name="LoudnessDb">How loud; only differences count, any reference.</param>
/// <param name="Sureness">That it was struck at all, 0…1.</param>
public readonly record struct Attack(
    SampleTime Onset,
    SampleTime KnownAt,
    int? Key,
    DrumClass? Drum,
    double LoudnessDb,
    double Sureness)
{
    private const double LargestVelocity = 127;

    /// <summary>A note that the ear heard begin.</summary>
    public static Attack Of(in NoteBegan note) => new(
        note.Onset, note.KnownAt, note.Key, null, note.LoudnessDb, note.Sureness);

    /// <summary>A drum that the ear heard.</summary>
    public static Attack Of(in DrumHit hit) => new(
        hit.Time, hit.KnownAt, null, hit.Drum, hit.LoudnessDb, hit.Sureness);

    /// <summary>A key of a MIDI keyboard: known at once, beyond doubt.</summary>
    /// <remarks>Amplitude goes with the square of the velocity, as most samplers have it.</remarks>
    public static Attack Of(KeyPressed key) => new(
        key.Onset, key.Onset, key.Key, null,
        40 * Math.Log10(Math.Max(1, key.Velocity) / LargestVelocity), 1);
}
