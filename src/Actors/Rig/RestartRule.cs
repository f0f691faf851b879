namespace Antiphon.Rig;

/// <summary>
/// Says when an actor that failed may begin anew: the first time at once, then after 0.5, 1, 2, 4,
/// 5, 5 s, and the eighth time within a minute not at all. What lies a minute back is forgotten, so
/// a quiet minute brings back the first, immediate restart.
/// </summary>
/// <remarks>Holds at most eight times. Not thread-safe.</remarks>
/// <param name="time">The monotonic clock.</param>
public sealed class RestartRule(TimeProvider time)
{
    /// <summary>
    /// So many failures within <see cref="Window"/> end the run. The waits let about 16 happen in
    /// it: a higher bound needs a shorter <see cref="LongestWait"/>.
    /// </summary>
    public const int MostFailures = 8;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(0.5);
    private readonly Queue<long> _failures = new();

    /// <summary>How long a failure counts.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait before a restart.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The actor failed just now.</summary>
    /// <returns>How long to wait before it begins anew; null when it may not any more.</returns>
    public TimeSpan? Failed()
    {
        while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
        {
            _failures.Dequeue();
        }

        _failures.Enqueue(time.GetTimestamp());
        return _failures.Count switch
        {
            1 => TimeSpan.Zero,
            >= MostFailures => null,
            var count => Shorter(ShortestWait * Math.Pow(2, count - 2), LongestWait),
        };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
