using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>An answer is given away a beat at a time, and follows the music meanwhile.</summary>
public sealed class PhraseInHandTests
{
    [Fact]
    public void Without_a_change_it_is_played_as_it_was_planned()
    {
        var plan = new PlayedCall { ChordsEvery = 2 }.Answer(5);
        var played = Play(new PhraseInHand(plan, new(1)), plan.Order, _ => null);
        Assert.Equal(plan.Notes.Length, played.Count);
        Assert.Equal(plan.Notes.Select(note => note.Key), played.Select(note => note.Note.Key));
        Assert.All(plan.Notes.Zip(played), pair => Assert.Equal(
            plan.Order.Grid.Play(pair.First.Position) * PlayedCall.BeatSeconds,
            pair.Second.Note.Onset.Seconds,
            3));
    }

    [Fact]
    public void Notes_are_given_away_within_a_beat_and_behind_the_first_ones_250_ms_ahead()
    {
        var plan = new PlayedCall().Answer(5);
        var played = Play(new PhraseInHand(plan, new(1)), plan.Order, _ => null);
        var first = played[0].Given;
        foreach (var (note, given) in played.Where(note => note.Given > first))
        {
            Assert.InRange(
                note.Onset.SecondsSince(given), PhraseInHand.LeastSeconds - 0.02,
                PlayedCall.BeatSeconds + 0.02);
        }
    }

    [Fact]
    public void When_the_key_changes_what_is_left_is_planned_in_the_new_key()
    {
        var plan = new PlayedCall { RoomBeats = 12 }.Answer(6);
        var hand = new PhraseInHand(plan, new(1));
        var change = plan.Order.Now.PlusSeconds(1);
        // From C to E major: hardly a tone in common.
        var played = Play(hand, plan.Order, now => now >= change
            ? plan.Order with
            {
                Key = new MusicalKey(4, false, 1),
                Chord = PlayedCall.Chord(11, 3, 6),
                Heard = new double[12],
            }
            : null);

        Assert.True(hand.Replans >= 1);
        var before = played.Where(note => note.Given < change).Select(note => note.Note).ToList();
        Assert.Equal(plan.Notes.Take(before.Count).Select(note => note.Key),
            before.Select(note => note.Key));
        var after = played.Where(note => note.Given > change).Select(note => note.Note.Key % 12);
        Assert.All(after, tone => Assert.Contains(tone, (int[])[4, 6, 8, 9, 11, 1, 3]));
        Assert.Contains(played[^1].Note.Key % 12, (int[])[4, 8, 11]);
    }

    [Fact]
    public void When_the_tempo_changes_what_is_left_follows()
    {
        var plan = new PlayedCall().Answer(6);
        var change = plan.Order.Now.PlusSeconds(1);
        var slower = PlayedCall.Beats();
        slower.Hear(
            new Beat(change, 0.6, 1, BeatDivision.Straight), change);
        var played = Play(
            new PhraseInHand(plan, new(1)), plan.Order,
            now => now >= change ? plan.Order with { Line = slower } : null);
        var last = plan.Notes[^1];
        Assert.Equal(slower.TimeOf(last.Position).Seconds, played[^1].Note.Onset.Seconds, 0.03);
    }

    [Fact]
    public void The_explanation_after_a_change_counts_what_is_played()
    {
        var plan = new PlayedCall { RoomBeats = 12 }.Answer(6);
        var hand = new PhraseInHand(plan, new(1));
        Play(hand, plan.Order, _ => plan.Order with { Key = new MusicalKey(6, false, 1) });
        var kept = hand.Plan.Space.Slots.Zip(hand.Plan.Found.Degrees)
            .Count(pair => pair.First.Want == pair.Second);
        Assert.Equal(kept, hand.Plan.Reason.Kept);
        Assert.Equal(plan.Reason.Development.Form, hand.Plan.Reason.Development.Form);
        Assert.True(hand.IsOver);
    }

    private static List<(TimedNote Note, SampleTime Given)> Play(
        PhraseInHand hand, PhraseOrder order, Func<SampleTime, PhraseOrder?> change)
    {
        List<(TimedNote, SampleTime)> played = [];
        for (var tick = 0; tick < 1000; tick++)
        {
            var now = order.Now.PlusSeconds(tick * 0.01);
            played.AddRange(hand.Commit((change(now) ?? order) with { Now = now })
                .Select(note => (note, now)));
        }

        return played;
    }
}
