namespace Antiphon.Time;

/// <summary>
/// Tells which point of the sample clock is now, from one anchor: a sample time and the monotonic
/// timestamp at which it was heard. Capture sets the anchor when its first block arrives, and may
/// set a newer one at any time. Thread-safe; readers see either the old anchor or the new one.
/// </summary>
/// <param name="time">The monotonic clock.</param>
public sealed class SampleClock(TimeProvider time)
{
    private ClockAnchor? _anchor;

    /// <summary>
    /// False until the first block was heard: before that there is no sample time.
    /// </summary>
    public bool IsAnchored => Volatile.Read(ref _anchor) is not null;

    /// <summary>The monotonic clock that timestamps are taken from.</summary>
    public TimeProvider Provider { get; } = time;

    /// <summary>The sample time that is now.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public SampleTime Now => At(Provider.GetTimestamp());

    /// <summary>Says that a sample was heard at a moment of the monotonic clock.</summary>
    /// <param name="heard">The sample time.</param>
    /// <param name="timestamp"><see cref="TimeProvider.GetTimestamp"/> of that moment.</param>
    public void Anchor(SampleTime heard, long timestamp) =>
        Volatile.Write(ref _anchor, new ClockAnchor(heard, timestamp));

    /// <summary>The sample time at a moment, rounded down to the half-sample.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public SampleTime At(long timestamp)
    {
        var anchor = Current();
        var halfSamples = FloorDivide(
            (Int128)(timestamp - anchor.Timestamp) * SampleTime.HalfSamplesPerSecond,
            Provider.TimestampFrequency);
        return new SampleTime(anchor.Heard.HalfSamples + halfSamples);
    }

    /// <summary>The first moment at which <see cref="At"/> has reached a sample time.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public long TimestampOf(SampleTime sampleTime)
    {
        var anchor = Current();
        var ahead = (Int128)(sampleTime.HalfSamples - anchor.Heard.HalfSamples);
        return anchor.Timestamp
            - FloorDivide(-ahead * Provider.TimestampFrequency, SampleTime.HalfSamplesPerSecond);
    }

    private static long FloorDivide(Int128 dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return (long)(dividend < quotient * divisor ? quotient - 1 : quotient);
    }

    private ClockAnchor Current() =>
        Volatile.Read(ref _anchor)
        ?? throw new InvalidOperationException("The sample clock has no anchor: nothing heard.");

    private sealed record ClockAnchor(SampleTime Heard, long Timestamp);
}
