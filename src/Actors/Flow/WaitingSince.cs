namespace Antiphon.Flow;

/// <summary>
/// Since when something waits for an answer, or that nothing does. It is one number, so that no
/// thread ever reads half of what another writes. Thread-safe.
/// </summary>
/// <param name="time">The monotonic clock that the timestamps are of.</param>
public sealed class WaitingSince(TimeProvider time)
{
    private const long Nothing = long.MinValue;

    private long _since = Nothing;

    /// <summary>True while something waits.</summary>
    public bool IsWaiting => Volatile.Read(ref _since) != Nothing;

    /// <summary>How long it has waited; zero when nothing does.</summary>
    public TimeSpan Length => Volatile.Read(ref _since) is var since && since == Nothing
        ? TimeSpan.Zero
        : time.GetElapsedTime(since);

    /// <summary>Something waits from a timestamp on, unless something does already.</summary>
    /// <returns>True when it is this that is waited for.</returns>
    public bool Begin(long timestamp) =>
        Interlocked.CompareExchange(ref _since, timestamp, Nothing) == Nothing;

    /// <summary>The answer came, or nobody wants it any more.</summary>
    public void End() => Volatile.Write(ref _since, Nothing);
}
