using Antiphon.Capture;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class DeviceWatchTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly DeviceWatch _watch;
    private long _calls;

    public DeviceWatchTests() =>
        _watch = new DeviceWatch(_time, TimeSpan.FromMilliseconds(500));

    [Fact]
    public void A_device_that_calls_is_heard_for_hours_whatever_it_brings()
    {
        for (var second = 0; second < 12 * 3_600; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(WatchStep.None, _watch.Look(++_calls));
        }
    }

    [Fact]
    public void Half_a_second_without_a_call_is_a_loss()
    {
        Call();
        var (step, after) = LookUntilSomething();
        Assert.Equal(WatchStep.Lost, step);
        Assert.InRange(after.TotalMilliseconds, 500, 520);
    }

    [Fact]
    public void A_device_that_never_calls_is_lost_after_two_seconds()
    {
        var (step, after) = LookUntilSomething();
        Assert.Equal(WatchStep.Lost, step);
        Assert.InRange(after.TotalSeconds, 2, 2.05);
    }

    [Fact]
    public void It_is_opened_again_for_ever_after_waits_that_grow_from_half_a_second_to_three()
    {
        Lose();
        var waits = new List<double>();
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var (step, after) = LookUntilSomething();
            Assert.Equal(WatchStep.Open, step);
            waits.Add(after.TotalSeconds);
            _watch.Opened(succeeded: false);
        }

        Assert.Equal(1_000, _watch.Attempts);
        Assert.Equal([0.5, 1, 2, 3, 3, 3], waits.Take(6).Select(wait => Math.Round(wait, 1)));
        Assert.All(waits.Skip(3), wait => Assert.InRange(wait, 3, 3.05));
    }

    [Fact]
    public void It_is_regained_with_its_first_call_and_the_waits_begin_anew()
    {
        Lose();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(WatchStep.Open, LookUntilSomething().Step);
            _watch.Opened(succeeded: attempt == 4);
        }

        Assert.Equal(WatchStep.None, _watch.Look(0));
        Assert.Equal(WatchStep.Regained, Call());
        Assert.Equal(WatchStep.None, Call());
        Assert.Equal(WatchStep.Lost, LookUntilSomething().Step);
        Assert.InRange(LookUntilSomething().After.TotalSeconds, 0.5, 0.55);
    }

    [Fact]
    public void Opened_without_a_call_is_not_regained_and_tried_again()
    {
        Lose();
        LookUntilSomething();
        _watch.Opened(succeeded: true);
        var (step, after) = LookUntilSomething();
        Assert.Equal(WatchStep.StillLost, step);
        Assert.InRange(after.TotalSeconds, 2, 2.05);
        (step, after) = LookUntilSomething();
        Assert.Equal(WatchStep.Open, step);
        Assert.InRange(after.TotalSeconds, 1, 1.05);
    }

    [Fact]
    public void A_device_that_comes_back_by_itself_is_not_opened()
    {
        Lose();
        Assert.Equal(WatchStep.Regained, Call());
        Assert.Equal(0, _watch.Attempts);
    }

    [Fact]
    public void An_attempt_that_hangs_for_five_seconds_is_said_once_and_nothing_follows()
    {
        Lose();
        LookUntilSomething();
        var (step, after) = LookUntilSomething();
        Assert.Equal(WatchStep.Hung, step);
        Assert.InRange(after.TotalSeconds, 5, 5.05);
        for (var i = 0; i < 3_000; i++)
        {
            _time.Advance(Beat);
            Assert.Equal(WatchStep.None, _watch.Look(0));
        }
    }

    /// <summary>A machine that slept, or a process that was stopped, has lost no device.</summary>
    [Fact]
    public void Time_in_which_nobody_looked_is_no_evidence()
    {
        Call();
        _time.Advance(TimeSpan.FromHours(8));
        Assert.Equal(WatchStep.None, _watch.Look(_calls));
        Assert.Equal(WatchStep.None, Call());
    }

    private WatchStep Call()
    {
        _time.Advance(Beat);
        return _watch.Look(++_calls);
    }

    private void Lose()
    {
        Call();
        Assert.Equal(WatchStep.Lost, LookUntilSomething().Step);
    }

    private (WatchStep Step, TimeSpan After) LookUntilSomething()
    {
        for (var after = Beat; after < TimeSpan.FromMinutes(1); after += Beat)
        {
            _time.Advance(Beat);
            if (_watch.Look(_calls) is not WatchStep.None and var step)
            {
                // A device that is opened anew begins to count.
                _calls = step == WatchStep.Open ? 0 : _calls;
                return (step, after);
            }
        }

        return (WatchStep.None, TimeSpan.MaxValue);
    }
}
