namespace Antiphon.Perception;

/// <summary>A sound, and what the rig that learned the vocabulary made of it.</summary>
/// <param name="SampleRateHz">Rate of the sound, Hz (44,100: the resampler is probed too).</param>
/// <param name="Audio">[samples], mono.</param>
/// <param name="Heard">What was made of it, from a cold start, with the default gate.</param>
public sealed record ProbeRecord(int SampleRateHz, ReadOnlyMemory<short> Audio, ProbeHearing Heard);
