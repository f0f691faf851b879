using Antiphon.Rig;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>When an actor that failed may begin anew.</summary>
public sealed class RestartRuleTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RestartRule _rule;

    public RestartRuleTests() => _rule = new RestartRule(_time);

    [Fact]
    public void The_first_restart_is_immediate_and_the_next_ones_wait_twice_as_long_up_to_5_s()
    {
        double?[] waits = [.. Enumerable.Range(0, 7).Select(_ => _rule.Failed()?.TotalSeconds)];

        Assert.Equal([0, 0.5, 1, 2, 4, 5, 5], waits);
    }

    [Fact]
    public void The_eighth_failure_within_a_minute_is_one_too_many()
    {
        for (var i = 0; i < RestartRule.MostFailures - 1; i++)
        {
            Assert.NotNull(_rule.Failed());
            _time.Advance(RestartRule.Window / RestartRule.MostFailures);
        }

        Assert.Null(_rule.Failed());
    }

    [Fact]
    public void A_quiet_minute_brings_back_the_immediate_restart()
    {
        _rule.Failed();
        _rule.Failed();
        _time.Advance(RestartRule.Window);
        Assert.NotEqual(TimeSpan.Zero, _rule.Failed());
        _time.Advance(RestartRule.Window + TimeSpan.FromTicks(1));

        Assert.Equal(TimeSpan.Zero, _rule.Failed());
    }

    [Fact]
    public void Failures_that_are_rare_enough_never_end_the_run()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Assert.NotNull(_rule.Failed());
            _time.Advance(TimeSpan.FromSeconds(10));
        }
    }
}
