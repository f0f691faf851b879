using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Control;

/// <summary>What is announced of a setlist, and what follows its last piece.</summary>
public sealed class SetlistCuesTests
{
    private static readonly AgentOptions Start = new();

    private readonly Setlist _setlist = new(
    [
        new SetlistPiece
        {
            Name = "a", Seconds = 60, PauseSeconds = 15, Mode = "mirror", MelodyProgram = 7,
            Set = new Dictionary<string, double> { ["agent.level"] = 0.5 },
        },
        new SetlistPiece { Name = "b", Seconds = 30, PauseSeconds = 5, BassProgram = 33 },
    ]);

    [Fact]
    public void Each_piece_each_pause_and_the_end_are_announced_at_their_times()
    {
        (double, SetlistCue)[] cues =
        [
            (0, new PieceBegan("a", 1, 2, 60)), (60, new PauseBegan("a", 15)),
            (75, new PieceBegan("b", 2, 2, 30)), (105, new SetlistEnded("stop")),
        ];
        Assert.Equal(cues, Told(_setlist, 1000));
        Assert.Equal(
            ["piece 1 of 2: a, 60 s", "a has ended: a pause of 15 s", "piece 2 of 2: b, 30 s",
                "the setlist has ended: the partner begins nothing more, and listens on"],
            cues.Select(one => one.Item2.Text));
    }

    [Fact]
    public void One_that_loops_is_announced_again_and_again()
    {
        var told = Told(_setlist with { Then = "loop" }, 110 * 3);
        Assert.Equal(3 * 5 + 1, told.Count);
        Assert.Equal((110, new SetlistEnded("loop")), told[4]);
        Assert.Equal((110, new PieceBegan("a", 1, 2, 60)), told[5]);
        Assert.Equal((220 + 75, new PieceBegan("b", 2, 2, 30)), told[12]);
    }

    [Fact]
    public void One_that_loops_gives_the_same_commands_at_each_turn_for_ever()
    {
        var schedule = Schedule("loop");
        var once = _setlist.Schedule(Start, Presets);
        var looped = Assert.IsType<LoopedSchedule>(schedule);
        Assert.Equal(once, schedule.Take(once.Count));
        for (var turn = 1; turn < 1000; turn += 111)
        {
            var from = once.Count + (turn - 1) * looped.Again.Count;
            var given = Enumerable.Range(from, looped.Again.Count).Select(i => schedule[i])
                .ToList();
            Assert.Equal(looped.Again.Select(one => one.Command), given.Select(one => one.Command));
            Assert.Equal(110.0 * turn, given[0].At.Seconds, 6);
            Assert.Same(given[3], schedule[from + 3]);
            var state = StateAfter(
                once.Concat(given.Where(one => one.At.Seconds < 110 * turn + 60)));
            Assert.Equal(
                (0.5, Mode.Mirror, false), (state.Agent.Level, state.FixedMode, state.Paused));
        }
    }

    [Fact]
    public void One_that_plays_on_ends_with_the_settings_of_the_start()
    {
        var schedule = Schedule("play on");
        Assert.Equal(110, schedule[^1].At.Seconds);
        var state = StateAfter(schedule);
        Assert.Equal(
            (Start.Level, null, false), (state.Agent.Level, state.FixedMode, state.Paused));
        Assert.True(StateAfter(schedule.Where(one => one.At.Seconds < 110)).Paused);
        Assert.Equal(
            (110, new SetlistEnded("play on")), Told(_setlist with { Then = "play on" }, 999)[^1]);
    }

    [Fact]
    public void One_that_stops_begins_nothing_more() =>
        Assert.True(StateAfter(Schedule("stop")).Paused);

    [Fact]
    public void Another_end_is_refused_with_the_ends_that_there_are() => Assert.Contains(
        "\"then\" takes stop, loop or play on, not 'again'",
        Assert.Throws<ControlException>(() => Schedule("again")).Message,
        StringComparison.Ordinal);

    private static PresetFolder Presets => new("");

    private IReadOnlyList<ControlGiven> Schedule(string then) =>
        (_setlist with { Then = then }).Schedule([], Start, Presets);

    private static List<(double, SetlistCue)> Told(Setlist setlist, double seconds)
    {
        var cues = new SetlistCues(setlist);
        var told = new List<(double, SetlistCue)>();
        for (var now = 0.0; now <= seconds; now += 0.5)
        {
            while (cues.Take(SampleTime.FromSeconds(now)) is var (at, cue))
            {
                told.Add((at.Seconds, cue));
            }
        }

        return told;
    }

    private static ControlState StateAfter(IEnumerable<ControlGiven> commands) =>
        commands.Aggregate(new ControlState(Start), (state, one) => state.After(one, out _));
}
