namespace Antiphon.Time;

/// <summary>Where the clock of an input stands, by the best estimate.</summary>
/// <param name="Heard">A sample time.</param>
/// <param name="Timestamp">The monotonic time at which it was at hand.</param>
/// <param name="DriftPpm">
/// How much faster the input's clock runs than the machine's, in millionths.
/// </param>
public readonly record struct ClockReading(SampleTime Heard, long Timestamp, double DriftPpm);
