using Xunit;

namespace Antiphon.Tests;

public class ManualTimeProviderTests
{
    [Fact]
    public void Timers_fire_in_order_at_their_own_times()
    {
        var time = new ManualTimeProvider();
        var log = new List<(string Name, double Ms)>();
        using var tick = time.CreateTimer(_ => Log("tick"), null, Ms(10), Ms(10));
        using var once = time.CreateTimer(_ => Log("once"), null, Ms(15), Timeout.InfiniteTimeSpan);
        using var never = time.CreateTimer(
            _ => Log("never"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        time.Advance(Ms(9));
        Assert.Empty(log);
        time.Advance(Ms(21));

        Assert.Equal([("tick", 10.0), ("once", 15.0), ("tick", 20.0), ("tick", 30.0)], log);
        Assert.Equal(30.0, time.GetElapsedTime(0).TotalMilliseconds);
        Assert.Equal(1, time.PendingTimers);

        void Log(string name) => log.Add((name, time.GetElapsedTime(0).TotalMilliseconds));
    }

    [Fact]
    public void A_timer_can_be_changed_and_disposed_from_its_own_callback()
    {
        var time = new ManualTimeProvider();
        var count = 0;
        ITimer? timer = null;
        timer = time.CreateTimer(_ => Again(), null, Ms(1), Timeout.InfiniteTimeSpan);

        time.Advance(Ms(100));

        Assert.Equal(3, count);
        Assert.Equal(0, time.PendingTimers);

        void Again()
        {
            if (++count < 3)
            {
                timer!.Change(Ms(5), Timeout.InfiniteTimeSpan);
            }
            else
            {
                timer!.Dispose();
            }
        }
    }

    [Fact]
    public async Task Delays_of_the_framework_follow_it()
    {
        var time = new ManualTimeProvider();
        var delay = Task.Delay(Ms(50), time);
        time.Advance(Ms(49));
        Assert.False(delay.IsCompleted);
        time.Advance(Ms(1));
        await delay;
    }

    private static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);
}
