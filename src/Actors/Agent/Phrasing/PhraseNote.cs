namespace Antiphon.Agent;

/// <summary>A note of a plan.</summary>
/// <param name="Voice">Who plays it.</param>
/// <param name="Position">When it begins, on the <see cref="BeatLine"/>, as written.</param>
/// <param name="Length">How long it sounds, in beats, above 0.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="Velocity">1…127.</param>
internal readonly record struct PhraseNote(
    PhraseVoice Voice, double Position, double Length, int Key, int Velocity);

/// <summary>A line that a plan has.</summary>
internal enum PhraseVoice
{
    Melody = 0,
    Bass = 1,

    /// <summary>Two to four tones that accompany.</summary>
    Chords = 2,
}
