namespace Antiphon.Host.Logging;

/// <summary>
/// Lets the first of equal failures through and counts the rest; when a minute is over, their
/// number is told in one record.
/// </summary>
/// <remarks>
/// Thread-safe by one lock. Bound: <see cref="MostKinds"/> kinds of failure; one more, and the
/// minute of the oldest ends early.
/// </remarks>
internal sealed class RepeatFilter : IDisposable
{
    /// <summary>Kinds of failure that are counted at a time.</summary>
    public const int MostKinds = 64;

    /// <summary>How long equal failures are counted, from the first on.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<LogRecord> _next;
    private readonly Dictionary<FailureKind, Repeats> _open = [];
    private readonly Queue<FailureKind> _oldest = [];
    private readonly ITimer _timer;

    /// <param name="next">
    /// Given what comes through, in order and within the lock; it neither waits nor throws.
    /// </param>
    public RepeatFilter(TimeProvider time, Action<LogRecord> next)
    {
        (_time, _next) = (time, next);
        _timer = time.CreateTimer(
            _ => CloseEnded(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Take(LogRecord record)
    {
        if (record.Kind is not { } kind)
        {
            _next(record);
            return;
        }

        lock (_lock)
        {
            CloseEnded();
            if (_open.TryGetValue(kind, out var repeats))
            {
                repeats.More++;
                return;
            }

            if (_open.Count == MostKinds)
            {
                CloseOldest();
            }

            _open.Add(kind, new Repeats(record, _time.GetTimestamp()));
            _oldest.Enqueue(kind);
            _next(record);
            Rearm();
        }
    }

    /// <summary>Tells what has been counted so far, and counts anew.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            while (_oldest.Count > 0)
            {
                CloseOldest();
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void CloseEnded()
    {
        lock (_lock)
        {
            while (_oldest.TryPeek(out var kind) && LeftOf(_open[kind]) <= TimeSpan.Zero)
            {
                CloseOldest();
            }

            Rearm();
        }
    }

    private void CloseOldest()
    {
        _open.Remove(_oldest.Dequeue(), out var repeats);
        if (repeats!.More > 0)
        {
            _next(repeats.First with
            {
                Time = _time.GetLocalNow(),
                Message = $"{repeats.First.Headline} ({repeats.More} more within a minute)",
                Fault = null,
            });
        }
    }

    private void Rearm()
    {
        if (_oldest.TryPeek(out var kind))
        {
            _timer.Change(LeftOf(_open[kind]), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan LeftOf(Repeats repeats) => Window - _time.GetElapsedTime(repeats.Began);

    private sealed class Repeats(LogRecord first, long began)
    {
        public LogRecord First => first;

        public long Began => began;

        public int More { get; set; }
    }
}
