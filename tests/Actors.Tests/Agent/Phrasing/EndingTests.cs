using Antiphon.Agent;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>An answer ends as its goal says: on which chord, on which tone, and when.</summary>
public sealed class EndingTests
{
    private static readonly ulong[] Seeds = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void A_question_gets_an_answer_that_ends_on_the_tonics_chord()
    {
        foreach (var seed in Seeds)
        {
            var plan = new PlayedCall().Answer(seed);
            Assert.Equal(PhraseClose.Full, plan.Reason.Goal.Close);
            Assert.Contains(PlayedCall.Melody(plan)[^1].Key % 12, (int[])[0, 4, 7]);
        }
    }

    [Fact]
    public void A_half_close_is_named_and_ends_on_the_dominants_chord()
    {
        var halves = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var plan = new PlayedCall { LastChord = [0, 4, 7] }.Answer(seed);
            if (plan.Reason.Goal.Close == PhraseClose.Half)
            {
                halves++;
                Assert.Contains("half close", plan.Reason.Words, StringComparison.Ordinal);
                Assert.Contains(PlayedCall.Melody(plan)[^1].Key % 12, (int[])[7, 11, 2]);
            }
        }

        Assert.InRange(halves, 1, 20);
    }

    [Fact]
    public void Where_the_music_dwells_on_another_chord_the_answer_rests_on_it()
    {
        foreach (var seed in Seeds)
        {
            var plan = new PlayedCall { Home = [7, 11, 2, 5] }.Answer(seed);
            Assert.Equal(PhraseClose.Rest, plan.Reason.Goal.Close);
            Assert.Contains("comes to rest on degree", plan.Reason.Words, StringComparison.Ordinal);
            Assert.Contains(PlayedCall.Melody(plan)[^1].Key % 12, (int[])[7, 11, 2]);
        }
    }

    [Fact]
    public void A_question_is_answered_by_the_tonic_though_the_player_was_on_the_fifth()
    {
        var onFifth = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var heard = new double[12];
            heard[7] = 1;
            var plan = new PhraseComposer().Compose(
                new PlayedCall().Order() with { Heard = heard }, new PlayedCall().Memory(),
                new(seed))!;
            onFifth += PlayedCall.Melody(plan)[^1].Key % 12 == 7 ? 1 : 0;
        }

        Assert.InRange(onFifth, 0, 14);
    }

    [Fact]
    public void It_closes_on_the_tones_of_the_chord_that_the_player_uses()
    {
        // E alone was played of late: of C, E and G it is the likeliest by far.
        var onThird = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var order = new PlayedCall { LastChord = [5, 9, 0] }.Order();
            var heard = new double[12];
            heard[4] = 1;
            var plan = new PhraseComposer().Compose(
                order with { Heard = heard }, new PlayedCall().Memory(), new(seed))!;
            onThird += PlayedCall.Melody(plan)[^1].Key % 12 == 4 ? 1 : 0;
        }

        Assert.InRange(onThird, 25, 39);
    }

    [Fact]
    public void The_last_note_is_on_a_beat_longer_than_the_others_and_before_the_players_return()
    {
        foreach (var seed in Seeds)
        {
            foreach (var room in (ReadOnlySpan<double>)[4, 6, 8, 12])
            {
                var plan = new PlayedCall { RoomBeats = room }.Answer(seed);
                var melody = PlayedCall.Melody(plan);
                var last = melody[^1];
                Assert.Equal(Math.Round(last.Position), last.Position, 9);
                Assert.True(last.Position + last.Length <= 16 + room - 0.2);
                var others = melody.SkipLast(1).Select(note => note.Length).Order().ToList();
                Assert.True(last.Length >= 1.4 * others[others.Count / 2], $"{seed}, {room}");
            }
        }
    }

    [Fact]
    public void A_chart_says_which_chord_the_ending_stands_on()
    {
        // F from the goal on: the answer must not end on a tone that F lacks.
        var plan = new PlayedCall
        {
            Ahead = [new ChordSpan(16, PlayedCall.Chord(5, 9, 0))],
        }.Answer();
        Assert.Contains(PlayedCall.Melody(plan)[^1].Key % 12, (int[])[5, 9, 0]);
    }
}
