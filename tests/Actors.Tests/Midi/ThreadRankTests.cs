using System.Globalization;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Tests.Style;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class ThreadRankTests
{
    private const string NotPermitted = "Operation not permitted";

    private readonly List<int> _asked = [];

    [Fact]
    public void What_is_allowed_is_got()
    {
        var rank = Ask(40, limit: 95);
        Assert.Equal(
            (40, 40, true, "real-time priority 40 (SCHED_FIFO)"),
            (rank.Asked, rank.Got, rank.RealTime, rank.Text));
    }

    [Fact]
    public void Who_may_have_any_priority_is_not_held_to_a_limit() =>
        Assert.Equal(40, ThreadRank.Ask(40, _ => null, () => 0).Got);

    [Fact]
    public void Where_less_is_allowed_the_most_is_asked_for_and_told()
    {
        var rank = Ask(40, limit: 30);
        Assert.Equal((40, 30, true), (rank.Asked, rank.Got, rank.RealTime));
        Assert.Equal([40, 30], _asked);
        Assert.Equal(
            "real-time priority 30 (SCHED_FIFO), asked for 40, the limit is 30; raise "
            + "LimitRTPRIO= in the unit or rtprio in /etc/security/limits.conf, or set "
            + "midi.realTimePriority to 30",
            rank.Text);
    }

    [Fact]
    public void Where_nothing_is_allowed_it_says_so_and_what_to_do()
    {
        var rank = Ask(40, limit: 0);
        Assert.Equal((40, 0, false), (rank.Asked, rank.Got, rank.RealTime));
        Assert.Equal([40], _asked);
        Assert.Equal(
            "ordinary priority, real-time priority 40 was refused (Operation not permitted), the "
            + "limit is 0; allow it by LimitRTPRIO= in the unit or rtprio in "
            + "/etc/security/limits.conf",
            rank.Text);
    }

    [Theory]
    [InlineData(95)]
    [InlineData(30)]
    public void Where_something_else_forbids_it_the_limit_is_not_blamed(int limit)
    {
        var rank = ThreadRank.Ask(40, _ => NotPermitted, () => limit);
        Assert.Equal(0, rank.Got);
        Assert.Contains($"although the limit is {limit}", rank.Text, StringComparison.Ordinal);
        Assert.Contains("RestrictRealtime=", rank.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_limit_to_read_it_says_where_to_allow_it()
    {
        var rank = ThreadRank.Ask(40, _ => NotPermitted, () => null);
        Assert.Equal(0, rank.Got);
        Assert.EndsWith("/etc/security/limits.conf", rank.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_asked_for_where_none_is_wanted()
    {
        var rank = Ask(0, limit: 95);
        Assert.Equal((0, 0), (rank.Asked, rank.Got));
        Assert.Empty(_asked);
    }

    [Fact]
    public void A_thread_of_this_machine_gets_no_more_than_it_asks_for() =>
        Assert.InRange(ThreadRank.Probe(1).Got, 0, 1);

    [Fact]
    public void The_unit_allows_what_the_settings_ask_for()
    {
        const string key = "LimitRTPRIO=";
        var unit = File.ReadLines(
            Path.Combine(SourceTree.Root, "config", "systemd", "antiphon.service"));
        var limit = unit.Single(line => line.StartsWith(key, StringComparison.Ordinal));
        Assert.Equal(
            new MidiOptions().RealTimePriority,
            int.Parse(limit[key.Length..], CultureInfo.InvariantCulture));
    }

    private ThreadRank Ask(int priority, int limit) => ThreadRank.Ask(
        priority,
        asked =>
        {
            _asked.Add(asked);
            return asked <= limit ? null : NotPermitted;
        },
        () => limit);
}
