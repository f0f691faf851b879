using Antiphon.Flow;

namespace Antiphon.Perception;

/// <summary>One recording, heard once from a cold start, as material to learn from.</summary>
/// <param name="Name">
/// For the record; a recording heard at four grid offsets comes four times.
/// </param>
/// <param name="Slots">
/// What the encoder said, in order: <see cref="Encoder.SegmentEncoded"/>, and <see cref="Gap"/>
/// where something was lost. It is walked through four times and must be the same each time.
/// </param>
/// <param name="OffsetSamples">How late the hearing began, samples at 24 kHz, from 0.</param>
/// <param name="SoundSha256">SHA-256 of the recording's samples; null where unknown.</param>
public sealed record TrainingRecording(
    string Name, IEnumerable<Slot> Slots, int OffsetSamples = 0, string? SoundSha256 = null)
{
    /// <summary>What a vocabulary keeps of it.</summary>
    public TrainingHearing ToHearing(string tokenStreamSha256) =>
        new(Name, SoundSha256, OffsetSamples, tokenStreamSha256);
}
