using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>The words no longer come as they were learned; why is for the probe to say.</summary>
/// <param name="Time">The end of the segment at which it was seen.</param>
/// <param name="Reading">The stem that gave the alarm, and its figures.</param>
public sealed record HealthAlarm(SampleTime Time, HealthReading Reading);
