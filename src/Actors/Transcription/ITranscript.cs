using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Takes what is heard, in the order in which it is known. What was said is never unsaid.
/// </summary>
public interface ITranscript
{
    /// <summary>A note began; the end comes later, exactly once.</summary>
    void Began(in NoteBegan note);

    /// <summary>A note that began has ended.</summary>
    void Ended(in NoteEnded note);

    /// <summary>A drum was hit.</summary>
    void Hit(in DrumHit hit);

    /// <summary>What sounds in the next frame; frames come one by one.</summary>
    void Frame(in FrameNotes frame);
}

/// <summary>A note began.</summary>
/// <param name="Onset">When, finer than a frame.</param>
/// <param name="Key">MIDI key, 21…108.</param>
/// <param name="LoudnessDb">Of its partials as it began, dBFS, −120…0.</param>
/// <param name="Sureness">Of the ear, 0…1.</param>
/// <param name="KnownAt">The newest sound that this rests on.</param>
public readonly record struct NoteBegan(
    SampleTime Onset, int Key, float LoudnessDb, float Sureness, SampleTime KnownAt);

/// <summary>A note ended.</summary>
/// <param name="Onset">When it began: names it, with its key.</param>
/// <param name="Key">MIDI key, 21…108.</param>
/// <param name="End">When it ended, after the onset.</param>
/// <param name="KnownAt">The newest sound that this rests on.</param>
public readonly record struct NoteEnded(
    SampleTime Onset, int Key, SampleTime End, SampleTime KnownAt);

/// <summary>A drum was hit.</summary>
/// <param name="Time">When, finer than a frame.</param>
/// <param name="Drum">What it was.</param>
/// <param name="LoudnessDb">Loudness of all that sounds, as it was hit, dBFS.</param>
/// <param name="Sureness">Of the ear, 0…1.</param>
/// <param name="KnownAt">The newest sound that this rests on.</param>
public readonly record struct DrumHit(
    SampleTime Time, DrumClass Drum, float LoudnessDb, float Sureness, SampleTime KnownAt)
{
    /// <summary>The quietest loudness that still counts as a hit's strength, dBFS.</summary>
    private const float QuietestDb = -60;

    /// <summary>0 for −60 dBFS and less, 1 for full scale.</summary>
    public float Strength => Math.Clamp(1 - LoudnessDb / QuietestDb, 0, 1);
}

/// <summary>What sounds in one frame.</summary>
/// <param name="Centre">The frame's centre.</param>
/// <param name="Sounding">Bit k: MIDI key k sounds.</param>
/// <param name="Began">Bit k: MIDI key k began in this frame.</param>
/// <param name="Chroma">Pitch classes by how sure the ear is of each key.</param>
/// <param name="BassKey">The lowest key that sounds, or null.</param>
/// <param name="MelodyKey">The highest of the loud keys that sound, or null.</param>
/// <param name="KnownAt">The newest sound that this rests on.</param>
public readonly record struct FrameNotes(
    SampleTime Centre,
    UInt128 Sounding,
    UInt128 Began,
    Chroma Chroma,
    int? BassKey,
    int? MelodyKey,
    SampleTime KnownAt);

/// <summary>What kind of drum was hit.</summary>
public enum DrumClass
{
    Kick = 0,
    Snare = 1,
    Hat = 2,
    Tom = 3,
    Cymbal = 4,
    Other = 5,
}
