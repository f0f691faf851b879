namespace Antiphon.Perception;

/// <summary>
/// What training made of one recording at one grid offset, by which a rig can prove later that it
/// hears this recording just so.
/// </summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="SoundSha256">
/// SHA-256 of its samples as they came from the file, lower-case hex; null where unknown.
/// </param>
/// <param name="OffsetSamples">How late the hearing began, samples at 24 kHz, from 0.</param>
/// <param name="TokenStreamSha256">See <see cref="TokenStreamHash"/>.</param>
public sealed record TrainingHearing(
    string Recording, string? SoundSha256, int OffsetSamples, string TokenStreamSha256);
