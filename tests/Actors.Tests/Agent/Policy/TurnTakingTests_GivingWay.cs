using Antiphon.Agent;
using Antiphon.Time;
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
    [InlineData(13, true)]
    [InlineData(-1, true)]
    [InlineData(7, false)]
    [InlineData(12, false)]
    public void A_tone_that_clashes_with_one_that_the_player_begins_is_let_go(
        int semitones, bool clashes)
    {
        var own = Hearing((0, 6)).Play(6, Tunes.Line).Rest(4).Planned
            .Where(note => note.Due.Seconds > 6.5).MaxBy(note => note.Length.Seconds)!;
        var at = own.Due.Seconds + 0.05;
        Assert.True(own.Length.Seconds > 0.25, "no own tone is long enough to be met");

        var bench = Hearing((0, 6));
        bench = new TurnTakingBench(Imitating)
        {
            TokensLate = bench.TokensLate,
            Reflexes = bench.Reflexes,
            Notes = [.. bench.Notes, (at, 0.5, own.Key + semitones)],
        }.Play(6, Tunes.Line).Rest(4);

        Assert.Equal(clashes, bench.Withdrawn.Contains(own.Id));
        Assert.Equal(clashes, bench.Decisions.Exists(decision => decision.Why
            == "it clashes with what the player begins; 1 note withdrawn"));
        Assert.All(
            bench.Planned.Where(note => bench.Withdrawn.Contains(note.Id) && note.Id != own.Id),
            note => Assert.True(note.Due + note.Length > SampleTime.FromSeconds(at)));
    }

    [Fact]
    public void A_note_that_the_ear_hears_in_an_answer_takes_back_what_has_not_begun()
    {
        var last = Hearing((0, 6)).Play(6, Tunes.Line).Rest(4).Planned
            .Max(note => note.Due.Seconds);
        var alone = Hearing((0, 6));
        var bench = new TurnTakingBench(Imitating)
        {
            TokensLate = alone.TokensLate,
            Reflexes = alone.Reflexes,
            Notes = [.. alone.Notes, (last - 0.5, 0.4, 72)],
        }.Play(6, Tunes.Line).Rest(3);

        Assert.Contains(bench.Begun, one => one.Occasion == CueKind.Stops
            && Math.Abs(one.Time.Seconds - (last - 0.5 + 0.13)) < 0.02);
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
