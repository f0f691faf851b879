using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public class AgentMindTests
{
    private static readonly AgentOptions Talkative = Tunes.Talkative;

    [Fact]
    public void Same_seed_and_sound_give_the_same_notes_and_another_seed_others()
    {
        Assert.Equal(Notes(Talkative), Notes(Talkative));
        Assert.NotEqual(Notes(Talkative), Notes(Talkative with { Seed = 2 }));

        static List<NotePlanned> Notes(AgentOptions options) =>
            [.. new Duet(options).Play(35, Tunes.Phrases(3.5, 4.2)).End().Planned];
    }

    [Fact]
    public void Notes_are_the_same_when_the_memory_runs_far_ahead()
    {
        var tokens = Performance.Tokens(35, Tunes.Phrases(3.5, 4.2)).ToList();
        Assert.Equal(Interleaved(), Ahead());

        List<NotePlanned> Interleaved()
        {
            var store = new MemoryStore(new() { CapacitySeconds = 10 });
            var mind = new AgentMind(Talkative);
            return [.. tokens.SelectMany(token =>
                mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token))).Notes)];
        }

        List<NotePlanned> Ahead()
        {
            var store = new MemoryStore(new() { CapacitySeconds = 10 });
            var heard = tokens
                .Select(token => new TokenRemembered(token.Place, token, store.Remember(token)))
                .ToList();
            var mind = new AgentMind(Talkative);
            return [.. heard.SelectMany(remembered => mind.Hear(remembered).Notes)];
        }
    }

    [Fact]
    public void The_watermark_moves_only_when_a_segment_is_complete()
    {
        var duet = new Duet(Talkative).Play(1.4, Tunes.Line);
        var perSegment = duet.Answers.Chunk(FrameGrid.FramesPerSegment).ToList();
        Assert.All(perSegment, answers => Assert.Equal(
            2, answers.Select(answer => answer.Watermark).Distinct().Count()));
        Assert.Equal(duet.Now.PlusSeconds(0.35 + 0.15), duet.Answers[^1].Watermark);
    }

    [Fact]
    public void Hearing_that_notes_sounded_changes_nothing()
    {
        var tokens = Performance.Tokens(30, Tunes.Phrases(3.5, 4.2)).ToList();
        Assert.Equal(Run(told: false), Run(told: true));

        List<NotePlanned> Run(bool told)
        {
            var store = new MemoryStore(new());
            var mind = new AgentMind(Talkative);
            List<NotePlanned> notes = [];
            foreach (var token in tokens)
            {
                var decided =
                    mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token)));
                notes.AddRange(decided.Notes);
                foreach (var note in decided.Notes.Where(_ => told))
                {
                    mind.Hear(new NoteSounded(note.Id, note.Due, 0.4, true));
                }
            }

            return notes;
        }
    }

    [Fact]
    public void A_gap_is_neither_silence_nor_playing()
    {
        Assert.Empty(new Duet(Talkative).Play(2.1, Tunes.Line).Lose(6).Planned);
        Assert.Empty(new Duet(Talkative).Lose(20).End().Planned);
        Assert.NotEmpty(new Duet(Talkative).Play(2.1, Tunes.Line).Lose(6).Rest(1.4).Planned);
    }

    [Fact]
    public void A_lost_frame_at_the_end_of_a_segment_completes_it()
    {
        var mind = new AgentMind(Talkative);
        var last = FrameGrid.FramesPerSegment - 1;
        var place = Performance.Token(new SegmentId(3), last, Moment.Silence).Place;
        var decided = mind.Hear(new Gap(place, "lost by a test"));
        Assert.Equal(new SegmentId(4).End.PlusSeconds(0.15), decided.Watermark);
    }

    [Fact]
    public void The_last_call_is_answered_and_everything_ends_in_time()
    {
        var duet = new Duet(new AgentOptions { Modes = Tunes.Only(silence: 1) })
            .Play(5.6, Tunes.Line);
        Assert.Empty(duet.Planned);
        var end = duet.End().Now;
        Assert.NotEmpty(duet.Planned);
        Assert.All(duet.Planned, note => Assert.True(
            (note.Due + note.Length).SecondsSince(end) <= 0.5 + 8));
        Assert.All(duet.Planned, note => Assert.True(
            note.Due + note.Length <= duet.Answers[^1].Watermark));
    }

    [Fact]
    public void Nothing_heard_ends_at_once_and_silently()
    {
        var duet = new Duet(Talkative).End();
        Assert.Empty(duet.Decisions);
        Assert.InRange(duet.Answers[^1].Watermark.Seconds, 0, 1);
        Assert.Empty(duet.Rest(3.5).Decisions);
    }

    [Fact]
    public void A_call_heard_while_warming_is_answered_with_what_was_heard()
    {
        var duet = new Duet(Talkative);
        foreach (var token in Performance.Tokens(1.4, Tunes.Line))
        {
            duet.Hear(token with { Warming = true });
        }

        Assert.NotEmpty(duet.End().Planned);
    }

    [Fact]
    public void A_note_let_go_is_not_taken_for_an_echo()
    {
        var notes = new EchoTracker();
        var due = SampleTime.FromSeconds(1);
        notes.Add(new NotePlanned(
            new NoteId(4), Voice.Melody, 60, 90, due, SampleCount.FromSeconds(1), 0));
        var echo = Performance.Token(new SegmentId(3), 10, new Moment(60.3, false, -30, 0));
        Assert.True(notes.Mark(echo, 0.5, 0.12).OwnSound);
        notes.Remove(new NoteId(4));
        Assert.False(notes.Mark(echo, 0.5, 0.12).OwnSound);
    }

    [Fact]
    public void A_mind_in_the_place_of_another_answers_on_and_uses_no_number_twice()
    {
        var tokens = Performance.Tokens(36, Tunes.Phrases(3.5, 5.6)).ToList();
        var store = new MemoryStore(new());
        var estate = new SurvivingState(Talkative);
        var mind = new AgentMind(estate);
        List<NotePlanned> notes = [];
        foreach (var token in tokens)
        {
            if (token.Ordinal == tokens.Count / 2)
            {
                mind = new AgentMind(estate);
            }

            notes.AddRange(
                mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token))).Notes);
        }

        Assert.Equal(Enumerable.Range(0, notes.Count), notes.Select(note => (int)note.Id.Value));
        Assert.Contains(notes, note => note.Due.Seconds < 18);
        Assert.Contains(notes, note => note.Due.Seconds > 22);
    }

    [Fact]
    public void A_voice_whose_range_is_upside_down_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SurvivingState(
            new() { Melody = new() { LowestKey = 70, HighestKey = 60 } }));
}
