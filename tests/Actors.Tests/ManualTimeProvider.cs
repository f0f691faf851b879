namespace Antiphon.Tests;

/// <summary>A clock that stands still until a test moves it; its timers fire on the way.</summary>
/// <remarks>Thread-safe. Callbacks run on the thread that calls <see cref="Advance"/>.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that wait to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count(timer => timer.Due is not null);
            }
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>What somebody set the wall clock ahead by.</summary>
    public TimeSpan WallClockOffset { get; set; }

    public override DateTimeOffset GetUtcNow() =>
        Origin.AddTicks(GetTimestamp()) + WallClockOffset;

    /// <summary>Moves time on; each timer fires at its own due time, in order.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetTimestamp() + by.Ticks);

    /// <summary>Moves time on to a timestamp (100 ns ticks); never back.</summary>
    public void AdvanceTo(long timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timestamp, GetTimestamp());
        while (NextDue(timestamp) is { } timer)
        {
            timer.Fire();
        }

        Interlocked.Exchange(ref _ticks, timestamp);
    }

    /// <summary>Moves time on at once, as a sleep does: what fell due fires once.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            Interlocked.Add(ref _ticks, by.Ticks);
            foreach (var timer in _timers.Where(timer => timer.Due < _ticks))
            {
                timer.Postpone(_ticks);
            }
        }
    }

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(long until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is not null)
            {
                Interlocked.Exchange(ref _ticks, Math.Max(_ticks, next.Due!.Value));
                next.Rearm();
            }

            return next;
        }
    }

    private sealed class ManualTimer(
        ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private long _periodTicks;

        public long? Due { get; private set; }

        public void Fire() => callback(state);

        public void Postpone(long ticks) => Due = ticks;

        public void Rearm()
        {
            Due = _periodTicks > 0 ? Due + _periodTicks : null;
            if (Due is null)
            {
                owner._timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                _periodTicks = Math.Max(0, period.Ticks);
                Due = dueTime < TimeSpan.Zero ? null : owner._ticks + dueTime.Ticks;
                if (Due is not null)
                {
                    owner._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                Due = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
