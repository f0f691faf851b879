using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What a performer asks while it plays changes what it plays, from then on.</summary>
public class ControlledMindTests
{
    private const double Call = 3.5;
    private const double Pause = 4.9;

    [Fact]
    public void A_fixed_mode_is_kept_until_it_is_free_again()
    {
        var duet = new Duet(Tunes.Talkative);
        Give(duet, 0, new FixMode(Mode.Mirror));
        duet.Play(40, Tunes.Phrases(Call, Pause));
        Assert.All(Answers(duet), decision => Assert.Equal(Mode.Mirror, decision.Mode));
        Give(duet, 40, new FreeMode());
        var before = duet.Decisions.Count();
        duet.Play(100, Tunes.Phrases(Call, Pause));
        Assert.DoesNotContain(
            duet.Decisions.Skip(before).Where(one => one.Time.Seconds > 90),
            decision => decision.Mode == Mode.Mirror);
    }

    [Fact]
    public void A_pause_begins_nothing_and_ends()
    {
        var duet = new Duet(Tunes.Talkative);
        Give(duet, 0, new Pause(true));
        duet.Play(30, Tunes.Phrases(Call, Pause));
        Assert.Empty(duet.Planned);

        // The call that was heard last ended before the pause did, and stays unanswered.
        duet.Rest(2);
        Give(duet, 32, new Pause(false));
        Assert.Empty(duet.Rest(3).Planned);
        Assert.NotEmpty(duet.Play(15, Tunes.Phrases(Call, Pause)).Planned);
    }

    [Fact]
    public void Who_holds_the_floor_is_not_stopped_and_who_yields_is_silent()
    {
        Assert.NotEmpty(Stopped(new Duet(Tunes.Talkative)));
        var held = new Duet(Tunes.Talkative);
        Give(held, 0, new Hold(true));
        Assert.Empty(Stopped(held));

        var yields = new Duet(Tunes.Talkative).Play(5.6, Tunes.Line).Rest(1.05);
        Assert.NotEmpty(yields.Planned);
        Give(yields, 6.65, new Yield());
        yields.Rest(4);
        Assert.NotEmpty(yields.Answers.SelectMany(answer => answer.Withdrawn));
        Assert.All(yields.Sounding, note => Assert.True(note.Due.Seconds < 7.2));

        static IEnumerable<NoteId> Stopped(Duet duet) => duet
            .Play(5.6, t => Held(t, 60)).Rest(1.05).Play(3.5, t => Held(t, 66))
            .Answers.SelectMany(answer => answer.Withdrawn);
    }

    [Fact]
    public void A_parameter_holds_from_the_next_phrase_on()
    {
        var duet = new Duet(Tunes.Talkative).Play(40, Tunes.Phrases(Call, Pause));
        Give(duet, 40, new SetParameter("agent.melody.lowestKey", 79));
        duet.Play(60, Tunes.Phrases(Call, Pause));
        var keys = duet.Planned.Where(note => note.Voice == Voice.Melody)
            .ToLookup(note => note.Due.Seconds > 46, note => note.Key);
        Assert.Contains(keys[false], key => key < 79);
        Assert.All(keys[true], key => Assert.True(key >= 79));
    }

    [Fact]
    public void The_level_moves_smoothly_to_where_it_is_set()
    {
        var settings = new LiveOptions(new ControlState(new()));
        settings.Take(new ControlGiven(new SetParameter("agent.level", 0), default));
        var before = settings.Level;
        for (var tick = 0; tick < 200; tick++)
        {
            settings.Tick();
            Assert.InRange(before - settings.Level, 0, 0.011);
            before = settings.Level;
        }

        Assert.Equal(0, settings.Level, 9);
    }

    [Fact]
    public void Without_level_nothing_is_played()
    {
        var duet = new Duet(Tunes.Talkative with { Level = 0 });
        Assert.Empty(duet.Play(20, Tunes.Phrases(Call, Pause)).Planned);
        Assert.NotEmpty(duet.Decisions);
    }

    [Fact]
    public void Change_brings_another_mode_and_back_the_one_before()
    {
        var duet = new Duet(new() { Modes = new() { SilenceWeight = 0 } })
            .Play(10, Tunes.Phrases(Call, Pause));
        var first = Answers(duet)[^1].Mode;
        Give(duet, 10, new Change());
        duet.Play(9, Tunes.Phrases(Call, Pause));
        var second = duet.Decisions.Last(one => one.NoteCount > 0).Mode;
        Give(duet, 19, new GoBack());
        duet.Play(9, Tunes.Phrases(Call, Pause));
        Assert.NotEqual(first, second);
        Assert.Equal(first, duet.Decisions.Last(one => one.NoteCount > 0).Mode);
    }

    [Fact]
    public void A_voice_changes_its_instrument_at_the_tick_it_is_told()
    {
        var duet = new Duet(Tunes.Talkative).Rest(1.05);
        Give(duet, 1.2, new ChangeProgram(Voice.Bass, 43));
        var program = duet.Rest(2).Answers.SelectMany(answer => answer.Programs).Single();
        Assert.Equal((Voice.Bass, 43), (program.Voice, program.Program));
        Assert.InRange(program.Due.Seconds, 1.2, 1.6);
    }

    [Fact]
    public void A_schedule_takes_effect_by_itself()
    {
        var estate = new SurvivingState(
            Tunes.Talkative,
            [new ControlGiven(new FixMode(Mode.Contrast), SampleTime.FromSeconds(12))]);
        var mind = new AgentMind(estate);
        var store = new Antiphon.MemoryBuffer.MemoryStore(new());
        var answers = Performance.Tokens(34, Tunes.Phrases(Call, Pause)).Select(token =>
            mind.Hear(new Antiphon.MemoryBuffer.TokenRemembered(
                token.Place, token, store.Remember(token)))).ToList();
        var given = answers.SelectMany(answer => answer.Heard)
            .Single(heard => heard.What is MindInput.Control);
        Assert.InRange(given.KnownAt.Seconds, 12, 12.011);
        Assert.All(
            answers.SelectMany(answer => answer.Decisions).Where(one => one.Time.Seconds > 12.1),
            decision => Assert.Equal(Mode.Contrast, decision.Mode));
    }

    [Fact]
    public void A_keyboard_alone_is_answered_with_its_notes()
    {
        var duet = new Duet(Tunes.Talkative with { Bass = new() { ActiveSeconds = 0 } }).Rest(1.05);
        foreach (var (i, key) in new[] { 60, 64, 67, 72 }.Index())
        {
            duet.Mind.Hear(new NoteHeard(
                SampleTime.FromSeconds(1.2 + 0.4 * i), SampleCount.FromSeconds(0.3), key, 90));
        }

        duet.Rest(7);
        var melody = duet.Planned.Where(note => note.Voice == Voice.Melody).ToList();
        Assert.Equal(4, duet.Mind.Counters.KeyboardNotes);
        Assert.NotEmpty(melody);
        Assert.All(melody, note => Assert.Contains(note.Key % 12, new[] { 0, 4, 7 }));
    }

    [Fact]
    public void Autonomous_it_is_never_silent_for_ten_seconds()
    {
        var duet = new Duet(Tunes.Talkative with { AutonomyAfterSeconds = 6 })
            .Play(7, Tunes.Line).Rest(120);
        var silence = 0.0;
        var until = SampleTime.FromSeconds(7);
        foreach (var note in duet.Sounding.OrderBy(note => note.Due))
        {
            silence = Math.Max(silence, note.Due.SecondsSince(until));
            until = SampleTime.Max(until, note.Due + note.Length);
        }

        Assert.InRange(silence, 6, 10);
        Assert.InRange(SampleTime.FromSeconds(127).SecondsSince(until), -10, 10);
        Assert.Contains(duet.Decisions, one => one.Occasion == CueKind.Leads);
    }

    [Fact]
    public void No_more_notes_a_minute_than_the_budget()
    {
        var duet = new Duet(Tunes.Talkative with { NotesPerMinute = 12 })
            .Play(180, Tunes.Phrases(Call, Pause));
        var due = duet.Planned.Select(note => note.Due.Seconds).Order().ToList();
        Assert.NotEmpty(due);
        Assert.All(due, from => Assert.True(
            due.Count(time => time >= from && time < from + 60) <= 12));
        Assert.InRange(due.Count, 13, 36);
    }

    [Fact]
    public void Voices_do_not_strike_together_unless_asked()
    {
        Assert.Equal(0, Together(new Duet(Tunes.Talkative)));
        Assert.True(Together(new Duet(Tunes.Talkative with { TogetherShare = 1 })) > 0);

        static int Together(Duet duet)
        {
            duet.Play(90, Tunes.Phrases(Call, Pause));
            var bass = duet.Planned.Where(note => note.Voice == Voice.Bass).ToList();
            Assert.NotEmpty(bass);
            return bass.Count(low => duet.Planned.Any(high => high.Voice == Voice.Melody
                && Math.Abs(high.Due.SecondsSince(low.Due)) < 0.049));
        }
    }

    private static List<Decision> Answers(Duet duet) =>
        [.. duet.Decisions.Where(one => one.Occasion == CueKind.Answers)];

    private static void Give(Duet duet, double seconds, ControlCommand command) =>
        duet.Mind.Hear(new ControlGiven(command, SampleTime.FromSeconds(seconds)));

    private static Moment Held(double time, int key) =>
        new(key + (int)(time / 0.35) % 2, false, -16, time % 0.35 < 0.0134 ? 9 : 0.2);
}
