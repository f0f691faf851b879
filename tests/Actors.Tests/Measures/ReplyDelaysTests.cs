using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Measures;

public class ReplyDelaysTests
{
    // A phrase of 0.7 s at the beginning of each 3.5 s.
    private static readonly FrameToken[] Phrases = ByHand.Heard(
        10.5, time => time % 3.5 < 0.7 ? ByHand.Tone(60) : Moment.Silence);

    [Fact]
    public void It_runs_from_the_last_frame_to_the_first_note_of_any_voice()
    {
        var measures = ByHand.Measure(
            Phrases,
            [ByHand.Note(1.4, decision: 1), ByHand.Note(1.3, voice: Voice.Bass, decision: 2)],
            ByHand.Taken(1, 1.2),
            ByHand.Taken(2, 1.2));

        Assert.Equal(0.6, measures.ReplyDelaySeconds.P50!.Value, 6);
        Assert.Equal(0.6, measures.ReplyDelaySeconds.P95!.Value, 6);
    }

    [Fact]
    public void Each_answered_phrase_counts_once()
    {
        // 0.6, 1.1 and 0.7 s; what is decided later for the first does not count again.
        var measures = ByHand.Measure(
            Phrases,
            [
                ByHand.Note(1.3, decision: 1), ByHand.Note(3.0, decision: 2),
                ByHand.Note(5.3, decision: 3), ByHand.Note(8.4, decision: 4),
            ],
            ByHand.Taken(1, 1.2),
            ByHand.Taken(2, 2.5),
            ByHand.Taken(3, 4.9),
            ByHand.Taken(4, 8.2));

        Assert.Equal(0.7, measures.ReplyDelaySeconds.P50!.Value, 6);
        Assert.Equal(1.1, measures.ReplyDelaySeconds.P95!.Value, 6);
    }

    [Fact]
    public void An_unanswered_phrase_has_no_delay()
    {
        var measures = ByHand.Measure(
            Phrases,
            [ByHand.Note(5.2, decision: 1), ByHand.Note(4.9, decision: 1)],
            ByHand.Taken(1, 4.8));

        Assert.Equal(0.7, measures.ReplyDelaySeconds.P50!.Value, 6);
        Assert.Equal(0.7, measures.ReplyDelaySeconds.P95!.Value, 6);
    }

    [Fact]
    public void Joining_in_and_leading_are_no_answers() => Assert.Null(
        ByHand.Measure(
            Phrases,
            [ByHand.Note(1.3, decision: 1), ByHand.Note(1.5, decision: 2)],
            ByHand.Taken(1, 1.2, CueKind.Joins),
            ByHand.Taken(2, 1.2, CueKind.Leads)).ReplyDelaySeconds.P50);

    [Fact]
    public void An_answer_of_which_nothing_sounded_is_none() => Assert.Null(
        ByHand.Measure(Phrases, [], ByHand.Taken(1, 1.2)).ReplyDelaySeconds.P50);

    [Fact]
    public void What_was_decided_before_the_phrase_had_ended_does_not_answer_it() => Assert.Null(
        ByHand.Measure(Phrases, [ByHand.Note(1.3, decision: 1)], ByHand.Taken(1, 0.6))
            .ReplyDelaySeconds.P50);

    [Fact]
    public void The_end_of_the_sound_ends_a_phrase()
    {
        var measures = ByHand.Measure(
            ByHand.Heard(60, 0.7, 0), [ByHand.Note(1.3, decision: 1)], ByHand.Taken(1, 1.2));

        Assert.Equal(0.6, measures.ReplyDelaySeconds.P50!.Value, 6);
    }
}
