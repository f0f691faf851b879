using Antiphon.Control;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>A preset that the disk does not take is not lost.</summary>
public sealed class PresetKeeperTests : IPresets
{
    private static readonly Dictionary<string, double> Low = new() { ["agent.level"] = 0.5 };
    private static readonly Dictionary<string, double> High = new() { ["agent.level"] = 1 };

    private readonly ManualTimeProvider _time = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _disk = [];
    private readonly List<string> _told = [];
    private readonly List<string> _complaints = [];
    private readonly PresetKeeper _keeper;
    private bool _isFull;
    private int _tries;

    public PresetKeeperTests() => _keeper = new PresetKeeper(
        this, _time,
        new ExtraHealth(_time, _told.Add, away => _told.Add($"back after {away:0}")),
        _complaints.Add);

    [Fact]
    public void It_waits_in_memory_is_recalled_from_there_and_written_when_the_disk_takes_it()
    {
        _keeper.Save("low", High);
        _isFull = true;
        var refused = Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        Assert.Equal("disk full; it waits in memory, and is tried again", refused.Message);
        Assert.Equal(["disk full"], _told);
        Assert.Equal(0.5, _keeper.Find("low")!["agent.level"]);
        Assert.Equal(1, _disk["low"]["agent.level"]);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["disk full"], _told);
        _isFull = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.5, _disk["low"]["agent.level"]);
        Assert.Equal(["disk full", "back after 15"], _told);
    }

    [Fact]
    public void It_is_tried_less_and_less_often()
    {
        _isFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.InRange(_tries, 20, 30);
    }

    [Fact]
    public void One_that_is_written_takes_the_waiting_ones_with_it()
    {
        _isFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        _isFull = false;
        _keeper.Save("high", High);
        Assert.Equal(2, _disk.Count);
        Assert.Equal(["disk full", "back after 0"], _told);
    }

    [Fact]
    public void The_end_writes_what_waits_and_names_what_is_lost()
    {
        _isFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        Assert.Throws<ControlException>(() => _keeper.Save("high", High));
        _keeper.Dispose();
        Assert.Equal(["not saved, and lost: preset low, high"], _complaints);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_disk);
    }

    [Fact]
    public void No_more_wait_than_its_bound()
    {
        _isFull = true;
        for (var i = 0; i < PresetKeeper.MostWaiting; i++)
        {
            Assert.Throws<ControlException>(() => _keeper.Save($"p{i}", Low));
        }

        var refused = Assert.Throws<ControlException>(() => _keeper.Save("more", Low));
        Assert.EndsWith("64 others wait already", refused.Message, StringComparison.Ordinal);
        Assert.Null(_keeper.Find("more"));
        _isFull = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(PresetKeeper.MostWaiting, _disk.Count);
    }

    [Fact]
    public void A_name_that_cannot_be_kept_is_refused_and_is_no_failure()
    {
        Assert.Throws<ControlException>(() => _keeper.Save("../x", Low));
        Assert.Empty(_told);
        Assert.Null(_keeper.Find("../x"));
    }

    public IReadOnlyDictionary<string, double>? Find(string name) =>
        _disk.GetValueOrDefault(name);

    public void Save(string name, IReadOnlyDictionary<string, double> parameters)
    {
        _tries++;
        _disk[name] = name.Contains('/') ? throw new ControlException("no name")
            : _isFull ? throw new ControlException("disk full", new IOException("disk full"))
            : parameters;
    }
}
