using Antiphon.Control;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>A preset that the disk does not take is not lost.</summary>
public sealed class PresetKeeperTests : IDisposable
{
    private static readonly Dictionary<string, double> Low = new() { ["agent.level"] = 0.5 };
    private static readonly Dictionary<string, double> High = new() { ["agent.level"] = 1 };

    private readonly ManualTimeProvider _time = new();
    private readonly SmallDisk _disk = new();
    private readonly List<string> _told = [];
    private readonly List<string> _complaints = [];
    private readonly PresetKeeper _keeper;

    public PresetKeeperTests() => _keeper = new PresetKeeper(
        _disk, _time,
        new ExtraHealth(_time, _told.Add, away => _told.Add($"back after {away:0}")),
        _complaints.Add);

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public void It_waits_in_memory_is_recalled_from_there_and_written_when_the_disk_takes_it()
    {
        _keeper.Save("low", High);
        _disk.IsFull = true;
        var refused = Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        Assert.Equal("disk full; it waits in memory, and is tried again", refused.Message);
        Assert.Equal(["disk full"], _told);
        Assert.Equal(0.5, _keeper.Find("low")!["agent.level"]);
        Assert.Equal(1, _disk.Kept["low"]["agent.level"]);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["disk full"], _told);
        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.5, _disk.Kept["low"]["agent.level"]);
        Assert.Equal(["disk full", "back after 15"], _told);
    }

    [Fact]
    public void It_is_tried_less_and_less_often()
    {
        _disk.IsFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.InRange(_disk.Tries, 20, 30);
    }

    [Fact]
    public void One_that_is_written_takes_the_waiting_ones_with_it()
    {
        _disk.IsFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        _disk.IsFull = false;
        _keeper.Save("high", High);
        Assert.Equal(2, _disk.Kept.Count);
        Assert.Equal(["disk full", "back after 0"], _told);
    }

    [Fact]
    public void The_end_writes_what_waits_and_names_what_is_lost()
    {
        _disk.IsFull = true;
        Assert.Throws<ControlException>(() => _keeper.Save("low", Low));
        Assert.Throws<ControlException>(() => _keeper.Save("high", High));
        _keeper.Dispose();
        Assert.Equal(["not saved, and lost: preset low, high"], _complaints);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_disk.Kept);
    }

    [Fact]
    public void No_more_wait_than_its_bound()
    {
        _disk.IsFull = true;
        for (var i = 0; i < PresetKeeper.MostWaiting; i++)
        {
            Assert.Throws<ControlException>(() => _keeper.Save($"p{i}", Low));
        }

        var refused = Assert.Throws<ControlException>(() => _keeper.Save("more", Low));
        Assert.EndsWith("64 others wait already", refused.Message, StringComparison.Ordinal);
        Assert.Null(_keeper.Find("more"));
        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(PresetKeeper.MostWaiting, _disk.Kept.Count);
    }

    [Fact]
    public void A_name_that_cannot_be_kept_is_refused_and_is_no_failure()
    {
        Assert.Throws<ControlException>(() => _keeper.Save("../x", Low));
        Assert.Empty(_told);
        Assert.Null(_keeper.Find("../x"));
    }

    private sealed class SmallDisk : IPresets
    {
        public Dictionary<string, IReadOnlyDictionary<string, double>> Kept { get; } = [];

        public bool IsFull { get; set; }

        public int Tries { get; private set; }

        public IReadOnlyDictionary<string, double>? Find(string name) =>
            Kept.GetValueOrDefault(name);

        public void Save(string name, IReadOnlyDictionary<string, double> parameters)
        {
            Tries++;
            Kept[name] = name.Contains('/') ? throw new ControlException("no name")
                : IsFull ? throw new ControlException("disk full", new IOException("disk full"))
                : parameters;
        }
    }
}
