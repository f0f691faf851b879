using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>The harmony as it is known at a moment.</summary>
/// <param name="Chord">The chord of now, or null: none was heard, or long ago.</param>
/// <param name="ChordSince">When that chord began; null without one.</param>
/// <param name="Next">
/// The chord that is expected next, where a progression repeats, or null. Its bass is its root.
/// </param>
/// <param name="NextAt">When it is expected: on a beat, where one is known.</param>
/// <param name="Key">The key of now, or null.</param>
/// <param name="KeySince">Since when it is the key; null without one.</param>
public readonly record struct HarmonyNow(
    Chord? Chord,
    SampleTime? ChordSince,
    Chord? Next,
    SampleTime? NextAt,
    MusicalKey? Key,
    SampleTime? KeySince);
