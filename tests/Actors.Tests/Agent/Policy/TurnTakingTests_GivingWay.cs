using Antiphon.Agent;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed partial class TurnTakingTests
{
    [Fact]
    public void Playing_into_an_answer_takes_back_what_has_not_begun()
    {
        var bench = Answering();
        var from = bench.Now.Seconds;
        var stopped = bench.Play(0.4, Tunes.Line).Decisions[^1];
        Assert.Equal(CueKind.Stops, stopped.Occasion);
        Assert.InRange(stopped.Time.Seconds - from, 0.12 - 0.02, 0.12 + 0.03);
        Assert.Equal(
            bench.Planned.Where(note => note.Due >= stopped.Time).Select(note => note.Id),
            bench.Withdrawn);
        Assert.NotEmpty(bench.Withdrawn);
        Assert.Equal(bench.Withdrawn.Count, bench.Counters.NotesWithdrawn);
        Assert.Equal(bench.Planned.Count, bench.Counters.NotesPlanned);
    }

    [Fact]
    public void A_shorter_sound_than_an_interruption_takes_nothing_back()
    {
        Assert.Empty(Answering().Play(0.09, Tunes.Line).Rest(1).Withdrawn);
        Assert.Empty(
            Answering(Imitating with { InterruptMs = 600 }).Play(0.5, Tunes.Line).Withdrawn);
    }

    [Fact]
    public void Who_is_held_keeps_the_floor_until_it_yields()
    {
        var bench = Answering().Give(new Hold(true)).Play(0.4, Tunes.Line);
        Assert.Empty(bench.Withdrawn);
        var at = bench.Give(new Yield()).Now;
        Assert.NotEmpty(bench.Play(0.01, Tunes.Line).Withdrawn);
        Assert.Equal(at, bench.Decisions[^1].Time);
    }

    [Fact]
    public void Who_has_yielded_says_nothing_for_two_seconds()
    {
        var bench = Bench().Play(2, Tunes.Line).Give(new Yield()).Rest(8);
        Assert.Equal(4, Times(bench)[0], 6);
    }

    [Theory]
    [InlineData(20, -12, true)]
    [InlineData(8.9, -12, false)]
    [InlineData(20, -51, false)]
    public void An_attack_takes_back_at_once_what_has_not_begun(
        double onsetDb, double loudnessDb, bool stops)
    {
        var due = Bench().Play(2, Tunes.Line).Rest(8).Planned
            .Select(note => note.Due.Seconds).ToList();
        var (before, after) = due.Zip(due.Skip(1)).MaxBy(pair => pair.Second - pair.First);
        Assert.True(after - before > 0.2, "the answer leaves no room to strike into");
        var struck = Math.Round(after - 0.04, 2);
        var bench = new TurnTakingBench(Imitating)
        {
            Reflexes = at => Math.Abs(at - struck) < 0.005
                ? (loudnessDb, onsetDb)
                : (at < 2 ? -14 : -90, 0),
        };
        bench.Play(2, Tunes.Line).Rest(8);
        Assert.Equal(stops, bench.Withdrawn.Count > 0);
        Assert.Equal(stops, bench.Decisions.Exists(decision =>
            decision.Occasion == CueKind.Stops
                && Math.Abs(decision.Time.Seconds - struck) < 1e-6));
    }
}
