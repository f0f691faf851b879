using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A stretch of memory that was recalled without a jump.</summary>
/// <param name="Recording">The corpus recording it is of; null when it was heard live.</param>
/// <param name="From">
/// Its first frame's time, in that recording or since the rig began to hear.
/// </param>
/// <param name="To">Its last frame's time.</param>
/// <param name="OffsetSeconds">Where it begins in the phrase, in played time.</param>
/// <param name="TranspositionSemitones">Shift of its pitches, −6…6.</param>
public sealed record RecalledRun(
    string? Recording, SampleTime From, SampleTime To, double OffsetSeconds,
    int TranspositionSemitones);
