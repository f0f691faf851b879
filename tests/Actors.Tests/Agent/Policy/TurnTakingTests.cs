using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>Turn-taking by itself; what a whole mind makes of it is in DuetTests.</summary>
public sealed partial class TurnTakingTests
{
    private static readonly AgentOptions Imitating = Tunes.Talkative with
    {
        Modes = Tunes.Only(imitate: 1) with { ShortestSeconds = 600, LongestSeconds = 600 },
    };

    [Theory]
    [InlineData(300)]
    [InlineData(800)]
    public void A_phrase_is_answered_when_the_player_has_been_silent_for_so_long(double ms)
    {
        var bench = Bench(Imitating with { PhraseEndMs = ms }).Play(2, Tunes.Line).Rest(8);
        var decided = Assert.Single(bench.Decisions.DistinctBy(decision => decision.Time));
        Assert.Equal(CueKind.Answers, decided.Occasion);
        Assert.InRange(decided.Time.Seconds - 2 - ms / 1000, -0.015, 0.025);
    }

    [Theory]
    [InlineData(0.13, 0)]
    [InlineData(0.19, 1)]
    public void What_is_too_short_to_be_a_call_is_not_answered(double seconds, int answers) =>
        Assert.Equal(answers, Times(Bench().Play(seconds, Tunes.Line).Rest(8)).Count);

    [Fact]
    public void Short_sounds_do_not_add_up_to_a_call() =>
        Assert.Empty(Bench().Play(20, Tunes.Phrases(0.1, 0.9)).Decisions);

    [Fact]
    public void Who_plays_on_is_joined_after_the_time_set_and_again_after_the_next()
    {
        var bench = Bench(Imitating with { MaxListenSeconds = 5 }).Play(20, Tunes.Line);
        var times = Times(bench);
        Assert.All(bench.Decisions, one => Assert.Equal(CueKind.Joins, one.Occasion));
        Assert.InRange(times[0], 5, 5.03);
        var ended = bench.Planned.Where(note => note.Due.Seconds < times[1])
            .Max(note => (note.Due + note.Length).Seconds);
        Assert.InRange(times[1] - ended, 5 - 0.02, 5.03);
        Assert.Empty(bench.Withdrawn);
    }

    [Theory]
    [InlineData(Mode.Shadow, 2)]
    [InlineData(Mode.Couple, 2)]
    [InlineData(Mode.Mirror, 7)]
    [InlineData(Mode.Contrast, 7)]
    public void Modes_that_play_along_join_soon_and_the_others_listen(Mode mode, double after) =>
        Assert.InRange(
            Times(Bench().Give(new FixMode(mode)).Play(8, Tunes.Line))[0] - after, 0, 0.03);

    [Fact]
    public void A_mode_that_leads_begins_when_nobody_plays_and_only_with_something_to_play()
    {
        Assert.Empty(Bench().Give(new FixMode(Mode.Lead)).Rest(30).Decisions);
        AssertBegins(Bench().Give(new FixMode(Mode.Lead)), after: 2.5);
    }

    [Fact]
    public void It_begins_by_itself_after_the_silence_set_and_never_when_none_is()
    {
        AssertBegins(Bench(Imitating with { AutonomyAfterSeconds = 6 }), after: 6);
        Assert.Single(Times(Bench().Play(2, Tunes.Line).Rest(60)));
    }

    [Fact]
    public void It_attracts_people_when_nobody_has_come()
    {
        var options = Imitating with
        {
            House = new() { AttractAfterSeconds = 20, AttractEverySeconds = 9 },
        };
        var led = Bench(options).Play(2, Tunes.Line).Rest(50).Decisions
            .Where(decision => decision.Occasion == CueKind.Leads).ToList();
        Assert.InRange(led[0].Time.Seconds, 22 - 0.02, 22.03);
        Assert.InRange(led.DistinctBy(one => one.Time).Count(), 2, 3);
    }

    [Theory]
    [InlineData(0.1, 2.3)]
    [InlineData(0.25, 2.3)]
    [InlineData(0.5, 2.5)]
    public void Silence_told_the_short_way_counts_once_the_tokens_of_all_that_was_loud_are_there(
        double late, double decided)
    {
        var bench = new TurnTakingBench(Imitating)
        {
            TokensLate = late,
            Reflexes = at => (at < 2.001 ? -14 : -90, 0),
        };
        Assert.InRange(
            Times(bench.Play(2, Tunes.Line).Rest(3))[0] - decided, -0.015, 0.025);
    }

    [Fact]
    public void What_is_played_in_a_pause_is_not_answered_later()
    {
        var bench = Bench().Give(new Pause(true)).Play(2, Tunes.Line).Rest(0.2);
        Assert.Empty(bench.Give(new Pause(false)).Rest(8).Decisions);
        Assert.NotEmpty(bench.Play(2, Tunes.Line).Rest(1).Decisions);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(12, true)]
    public void A_house_that_is_closed_answers_nobody(double hour, bool answers)
    {
        var options = Imitating with { House = new() { OpensAtHour = 10, ClosesAtHour = 18 } };
        var bench = Bench(options).Give(new TellTime(hour)).Play(2, Tunes.Line).Rest(3);
        Assert.Equal(answers, bench.Decisions.Count > 0);
    }

    [Fact]
    public void The_end_of_the_input_is_answered_at_once_and_rings_out_in_time()
    {
        var bench = Bench(Imitating with { OutroSeconds = 2 }).Play(3, Tunes.Line).End();
        var ended = bench.Now;
        while (!bench.Finished && bench.Now < ended.PlusSeconds(10))
        {
            bench.Rest(0.01);
        }

        Assert.Equal(ended, bench.Decisions[0].Time);
        Assert.NotEmpty(bench.Planned);
        Assert.All(bench.Planned, note => Assert.True(
            note.Due + note.Length <= ended.PlusSeconds(2.0001)));
        Assert.InRange(bench.Now.SecondsSince(bench.SoundsUntil), 0, 0.021);
    }

    [Fact]
    public void With_nothing_left_to_say_the_end_is_the_end()
    {
        Assert.True(Bench().Rest(1).End().Rest(0.01).Finished);
        Assert.False(Bench().Play(1, Tunes.Line).Rest(1).End().Rest(0.01).Finished);
    }

    [Fact]
    public void A_call_that_is_let_pass_is_told_of_once_and_the_last_never_is()
    {
        var quiet = Imitating with { Modes = Tunes.Only(imitate: 0.001, silence: 1) };
        var bench = Bench(quiet).Play(1.5, Tunes.Line).Rest(9);
        var passed = bench.Play(1.5, Tunes.Line).Rest(9).Decisions[^1];
        Assert.Equal((Mode.Silence, CueKind.Answers, 0), (
            passed.Mode, passed.Occasion, passed.NoteCount));
        Assert.Equal(2, Times(bench).Count);
        Assert.All(bench.Planned, note => Assert.True(note.Due < passed.Time));

        var last = Bench(quiet).Play(1.5, Tunes.Line).Rest(9).Play(1.5, Tunes.Line).End().Rest(1);
        Assert.Equal(Mode.Imitate, last.Decisions[^1].Mode);
    }

    [Fact]
    public void A_note_that_was_let_go_is_none_of_its_own_any_more()
    {
        var bench = Answering();
        var own = bench.Counters.OwnNotes;
        Assert.Equal(bench.Planned.Count, own);
        bench.Learn(bench.Planned[^1], sounded: true);
        Assert.Equal(own, bench.Counters.OwnNotes);
        bench.Learn(bench.Planned[^1], sounded: false);
        Assert.Equal(own - 1, bench.Counters.OwnNotes);
    }

    [Fact]
    public void A_keyboard_is_answered_like_a_sound()
    {
        var bench = Bench();
        foreach (var key in new[] { 60, 64, 67, 65 })
        {
            bench.Rest(0.25).Key(key, 0.2);
        }

        bench.Rest(4);
        Assert.Equal(CueKind.Answers, bench.Decisions[0].Occasion);
        Assert.InRange(bench.Decisions[0].Time.Seconds - 1.3, -0.015, 0.025);
        // Its figure, and an ending on the chord of the tonic.
        int[] melody =
        [
            .. bench.Planned.Where(note => note.Voice == Voice.Melody)
                .Select(note => note.Key % 12),
        ];
        Assert.Equal([0, 4, 7, 5], melody.Take(4));
        Assert.Contains(melody[^1], (int[])[0, 4, 7]);
    }

    [Fact]
    public void No_more_notes_a_minute_are_planned_than_allowed()
    {
        var bench = Bench(Imitating with { NotesPerMinute = 9 })
            .Play(55, Tunes.Phrases(2, 6));
        Assert.Equal(9, bench.Planned.Count);
    }

    [Fact]
    public void A_performer_changes_the_mode_goes_back_and_changes_instruments()
    {
        var options = Imitating with
        {
            Modes = Imitating.Modes with { Contrast = new() { Weight = 1 } },
        };
        var bench = Bench(options).Play(1.5, Tunes.Line).Rest(9).Give(new Change())
            .Play(1.5, Tunes.Line).Rest(9).Give(new GoBack())
            .Play(1.5, Tunes.Line).Rest(9);
        Assert.Equal(
            [Mode.Imitate, Mode.Contrast, Mode.Imitate],
            bench.Decisions.DistinctBy(one => one.Time).Select(one => one.Mode));

        var at = bench.Now;
        bench.Give(new ChangeProgram(Voice.Bass, 33)).Rest(0.02);
        Assert.Equal(
            [new ProgramPlanned(Voice.Bass, 33, at)],
            bench.Answers.SelectMany(answer => answer.Programs));
    }

    [Fact]
    public void Whatever_is_played_one_reply_ends_before_the_next_begins() => Gen.Select(
        Gen.Select(Gen.Bool, Gen.Double[0.05, 9]).Array[1, 8], Gen.ULong).Sample((scenes, seed) =>
    {
        var bench = new TurnTakingBench(Tunes.Talkative, seed);
        foreach (var (plays, seconds) in scenes)
        {
            bench.Play(seconds, time => plays ? Tunes.Line(time) : Moment.Silence);
        }

        var free = SampleTime.Zero;
        List<NotePlanned> sounding = [];
        foreach (var answer in bench.Answers)
        {
            sounding.RemoveAll(note => answer.Withdrawn.Contains(note.Id));
            Assert.All(answer.Notes, note => Assert.True(
                note.Due >= answer.Watermark.PlusSeconds(0.0999)));
            Assert.All(answer.Notes, note => Assert.All(sounding, earlier => Assert.True(
                note.Due >= (earlier.Due + earlier.Length).PlusSeconds(-0.0001))));
            sounding.AddRange(answer.Notes);
            Assert.False(answer.Notes.Length > 0 && answer.Withdrawn.Length > 0);
        }

        Assert.All(bench.Decisions, decision => Assert.NotEqual(CueKind.Leads, decision.Occasion));
    }, iter: 25);

    private static TurnTakingBench Bench(AgentOptions? options = null) => new(options ?? Imitating);

    /// <summary>One that has begun to answer a phrase, and has more to say.</summary>
    private static TurnTakingBench Answering(AgentOptions? options = null)
    {
        var bench = Bench(options).Play(4, Tunes.Line).Rest(0.5);
        while (bench.Planned.Count == 0 || bench.Now < bench.Planned[1].Due)
        {
            bench.Rest(0.01);
            Assert.True(bench.Now.Seconds < 10, "nothing was answered");
        }

        Assert.True(bench.SoundsUntil > bench.Now.PlusSeconds(1));
        return bench;
    }

    private static void AssertBegins(TurnTakingBench bench, double after)
    {
        bench.Play(2, Tunes.Line).Rest(after + 10);
        var led = bench.Decisions.First(decision => decision.Occasion == CueKind.Leads);
        var silentSince = bench.Planned.Where(note => note.Due < led.Time)
            .Max(note => note.Due + note.Length);
        Assert.Equal(Mode.Lead, led.Mode);
        Assert.InRange(led.Time.SecondsSince(silentSince) - after, 0, 0.021);
    }

    private static List<double> Times(TurnTakingBench bench) =>
        [.. bench.Decisions.Select(decision => decision.Time.Seconds).Distinct()];
}
