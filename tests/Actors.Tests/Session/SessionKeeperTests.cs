using Antiphon.Disk;
using Antiphon.Session;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class SessionKeeperTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<KeepingNews> _news = [];
    private readonly FakeFile _one = new("one.jsonl");
    private readonly FakeFile _other = new("other.jsonl");

    [Fact]
    public void What_fails_is_told_at_once_and_tried_again_after_1_2_3_and_3_seconds()
    {
        var keeper = Keeper();
        _one.Fault = new IOException("No space left on device : '/s/one.jsonl'");
        List<double> tries = [];
        for (var turn = 0; turn < 26; turn++)
        {
            var before = _one.Tries;
            keeper.Turn();
            if (_one.Tries > before)
            {
                tries.Add(turn * SessionKeeper.Pause.TotalSeconds);
            }

            _time.Advance(SessionKeeper.Pause);
        }

        Assert.Equal([0, 1, 3, 6, 9, 12], tries);
        Assert.Equal(26, _other.Tries);
        var told = Assert.IsType<KeepingLost>(Assert.Single(_news));
        Assert.Equal(["one.jsonl"], told.Files);
        Assert.Equal("No space left on device", told.Why);
        Assert.True(keeper.Fails);
    }

    [Fact]
    public void Files_that_fail_for_one_reason_are_told_in_one_line_and_their_return_in_another()
    {
        var keeper = Keeper();
        (_one.Fault, _other.Fault) = (new IOException("full"), new IOException("full"));
        keeper.Turn();
        Assert.Equal(
            ["one.jsonl", "other.jsonl"], Assert.IsType<KeepingLost>(Assert.Single(_news)).Files);

        (_one.Fault, _other.Missing) = (null, "3 lines of other.jsonl");
        Pass(keeper, 2);
        Assert.Single(_news);
        _other.Fault = null;
        Pass(keeper, 3);
        var back = Assert.IsType<KeepingRegained>(_news[^1]);
        Assert.InRange(back.AwaySeconds, 2, 5);
        Assert.Equal(["3 lines of other.jsonl"], back.Missing);
        Assert.Equal(2, _news.Count);
        Assert.False(keeper.Fails);
    }

    [Fact]
    public void Another_reason_is_told_too_and_the_same_one_again_after_a_return()
    {
        var keeper = Keeper();
        _one.Fault = new IOException("full");
        keeper.Turn();
        _other.Fault = new UnauthorizedAccessException("denied");
        Pass(keeper, 1);
        Assert.Equal(["full", "denied"], _news.Cast<KeepingLost>().Select(lost => lost.Why));

        (_one.Fault, _other.Fault) = (null, null);
        Pass(keeper, 3);
        _one.Fault = new IOException("full");
        Pass(keeper, 1);
        Assert.Equal("full", Assert.IsType<KeepingLost>(_news[^1]).Why);
        Assert.Equal(4, _news.Count);
    }

    [Fact]
    public void The_last_turn_waits_for_no_back_off()
    {
        var keeper = Keeper();
        _one.Fault = new IOException("full");
        Pass(keeper, 6);
        _one.Fault = null;
        keeper.Turn(all: true);
        Assert.IsType<KeepingRegained>(_news[^1]);
    }

    private SessionKeeper Keeper() => new([_one, _other], _time, _news.Add);

    private void Pass(SessionKeeper keeper, int seconds)
    {
        var until = _time.GetTimestamp() + TimeSpan.FromSeconds(seconds).Ticks;
        while (_time.GetTimestamp() < until)
        {
            _time.Advance(SessionKeeper.Pause);
            keeper.Turn();
        }
    }

    private sealed class FakeFile(string name) : IGrowingFile
    {
        public string Name => name;

        public string? Missing { get; set; }

        public Exception? Fault { get; set; }

        public int Tries { get; private set; }

        public void Write()
        {
            Tries++;
            if (Fault is not null)
            {
                throw Fault;
            }
        }
    }
}
