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
public sealed record TrainingRecording(string Name, IEnumerable<Slot> Slots);
