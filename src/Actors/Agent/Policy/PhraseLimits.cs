using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// How something is to be played: what arc, house, fatigue, level and budget leave of it.
/// </summary>
/// <param name="Density">Share of the voices' most notes a second, from 0.</param>
/// <param name="Loudness">Share of the velocities, from 0.</param>
/// <param name="Length">Share of the length of a phrase, above 0.</param>
/// <param name="LoudestVelocity">No note is louder.</param>
/// <param name="MostNotes">No more notes than these, both voices together.</param>
/// <param name="Melody">Whether the melody takes part.</param>
/// <param name="Bass">Whether the bass takes part.</param>
internal sealed record PhraseLimits(
    double Density, double Loudness, double Length, int LoudestVelocity, int MostNotes,
    bool Melody, bool Bass)
{
    /// <summary>Everything as it is recalled.</summary>
    public static PhraseLimits Plain { get; } = new(1, 1, 1, 127, int.MaxValue, true, true);

    /// <summary>The bearing at a moment of a performance.</summary>
    /// <param name="intensity">How intense the arc is, 0…1.</param>
    /// <param name="fade">What the fade-out leaves, 0…1.</param>
    /// <param name="fatigue">How tired the agent is, 0…1.</param>
    /// <param name="quietVelocity">Loudest velocity of quiet hours; null when it is none.</param>
    public static PhraseLimits Of(
        double intensity, double fade, double fatigue, double level, int? quietVelocity,
        int mostNotes, VoiceEpisodes voices) => new(
        (0.35 + 0.65 * intensity) * (1 - 0.6 * fatigue) * (quietVelocity is null ? 1 : 0.6),
        level * fade * (0.6 + 0.4 * intensity),
        0.5 + 0.5 * intensity,
        quietVelocity ?? 127,
        mostNotes,
        voices.IsActive(Voice.Melody),
        voices.IsActive(Voice.Bass));
}
