namespace Antiphon.Benchmarks;

/// <summary>
/// A thread that does nothing but look at the clock every millisecond: where it misses looks, no
/// thread of the process was let run, by the machine or by the runtime.
/// </summary>
internal sealed class Standstill : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(3);

    private readonly Lock _lock = new();
    private readonly List<(long From, long To)> _found = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    public Standstill()
    {
        _thread = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>How much of the time since a timestamp was standstill.</summary>
    public TimeSpan Since(long timestamp)
    {
        lock (_lock)
        {
            return _found.AsEnumerable().Reverse().TakeWhile(still => still.To > timestamp)
                .Aggregate(TimeSpan.Zero, (sum, still) => sum + TimeProvider.System.GetElapsedTime(
                    Math.Max(still.From, timestamp), still.To));
        }
    }

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        var before = TimeProvider.System.GetTimestamp();
        while (!_end.Wait(Look))
        {
            var now = TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(before, now) > Usual)
            {
                lock (_lock)
                {
                    _found.Add((before, now));
                }
            }

            before = now;
        }
    }
}
