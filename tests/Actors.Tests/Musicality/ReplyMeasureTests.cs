using Antiphon.Benchmarks.Musicality;
using Antiphon.Measures;
using Xunit;

namespace Antiphon.Tests.Musicality;

public class ReplyMeasureTests
{
    private static readonly CallTruth Call = SmallCall.Truth;

    [Fact]
    public void Sixteenths_are_in_phase_with_the_grid_and_what_lies_between_is_not()
    {
        var on = SmallCall.Reply(new(9, 1, 60), new(9.25, 1, 60), new(9.5, 1, 60));
        var between = SmallCall.Reply(new(9.125, 1, 60), new(10.375, 1, 60));

        Assert.Equal(1, RhythmMeasures.GridCosine(on, Call)!.Value, 6);
        Assert.Equal(0, RhythmMeasures.GridMs(on, Call)!.Value, 6);
        Assert.Equal(-1, RhythmMeasures.GridCosine(between, Call)!.Value, 6);
        Assert.Equal(125, RhythmMeasures.GridMs(between, Call)!.Value, 6);
    }

    [Fact]
    public void Beats_are_in_phase_with_beats_and_half_beats_are_not()
    {
        Assert.Equal(
            1, RhythmMeasures.BeatCosine(SmallCall.Reply(new Tone(9, 1, 60)), Call)!.Value, 6);
        Assert.Equal(
            -1, RhythmMeasures.BeatCosine(SmallCall.Reply(new Tone(9.5, 1, 60)), Call)!.Value, 6);
    }

    [Fact]
    public void An_answer_is_timed_from_the_last_sound_and_a_phrase_without_one_is_left_out() =>
        Assert.Equal(
            0.6, Assert.Single(RhythmMeasures.Delays(
                SmallCall.Reply(new(3, 1, 60), new(8.5, 1, 60), new(9, 1, 60)), Call)), 6);

    [Fact]
    public void Equal_steps_have_no_entropy_and_two_kinds_of_step_have_a_bit()
    {
        var even = Enumerable.Range(0, 9).Select(i => new Tone(9 + 0.5 * i, 0.4, 60 + i % 2));
        var halves = even.Select((tone, i) => tone with { Onset = 9 + 0.75 * i - i % 2 * 0.25 });

        Assert.Equal(0, RhythmMeasures.StepEntropy(new ReplyLines(even, Call))!.Value, 6);
        Assert.Equal(1, RhythmMeasures.StepEntropy(new ReplyLines(halves, Call))!.Value, 6);
    }

    [Fact]
    public void Time_in_the_key_counts_by_seconds_and_chords_by_notes()
    {
        var reply = SmallCall.Reply(new(1, 3, 60), new(5, 1, 61));

        Assert.Equal(0.75, HarmonyMeasures.InKey(reply, Call)!.Value, 6);
        Assert.Equal(0.5, HarmonyMeasures.InChord(reply, Call)!.Value, 6);
    }

    [Fact]
    public void A_semitone_is_rough_a_third_is_not_and_rests_do_not_count()
    {
        Assert.Equal(
            1, HarmonyMeasures.Dissonance(SmallCall.Reply(new Tone(4, 4, 66)), Call)!.Value, 6);
        Assert.Equal(
            0, HarmonyMeasures.Dissonance(SmallCall.Reply(new Tone(4, 4, 69)), Call)!.Value, 6);
        Assert.Null(HarmonyMeasures.Dissonance(SmallCall.Reply(new Tone(9, 4, 66)), Call));
    }

    [Fact]
    public void Strong_beats_are_asked_for_tones_of_the_chord_that_sounds()
    {
        var tones = Enumerable.Range(4, 4).Concat(Enumerable.Range(20, 4)).Select(
            (second, i) => new Tone(second, 0.3, i < 6 ? 69 : 67));
        var off = tones.Select(tone => tone with { Onset = tone.Onset + 0.5 });

        Assert.Equal(
            0.75, HarmonyMeasures.StrongInChord(new ReplyLines(tones, Call), Call)!.Value, 6);
        Assert.Null(HarmonyMeasures.StrongInChord(new ReplyLines(off, Call), Call));
    }

    [Fact]
    public void An_echo_is_all_the_players_and_new_in_nothing()
    {
        var call = CallComposer.Compose(CallKind.WithPauses[0], 3);
        var other = CallComposer.Compose(CallKind.WithPauses[0], 4);
        var measured = ReplyMeasures.Of(Baselines.Echo(call), call, [other])!;

        Assert.True(measured["motif_lift"] > 0.5);
        Assert.Equal(0, measured["novel4"]);
        Assert.True(measured["grid_cos"] > 0.9);
        Assert.Equal(0, measured["overlap"], 2);
        Assert.InRange(measured["dyn_corr"], 0.98, 1);
    }

    [Fact]
    public void Steps_repeated_notes_and_leaps_are_shares_of_the_melodys_steps()
    {
        var reply = SmallCall.Reply(
            new(9, 0.4, 60), new(9.5, 0.4, 62), new(10, 0.4, 62), new(10.5, 0.4, 74));

        Assert.Equal(2 / 3.0, LineMeasures.Steps(reply, step => step <= 2)!.Value, 6);
        Assert.Equal(1 / 3.0, LineMeasures.Steps(reply, step => step == 0)!.Value, 6);
        Assert.Equal(1 / 3.0, LineMeasures.Steps(reply, step => step >= 12)!.Value, 6);
    }

    [Fact]
    public void A_turn_that_comes_again_is_repeated_and_one_of_the_call_is_not_new()
    {
        var once = new Tone[] { new(9, 1, 67), new(10, 1, 69), new(11, 1, 71), new(12, 1, 67) };
        var reply = SmallCall.Reply(
            [.. once, .. once.Select(tone => tone with { Onset = tone.Onset + 17 })]);

        Assert.Equal(0.5, LineMeasures.Repeated(reply)!.Value, 6);
        Assert.Equal(0, LineMeasures.Novel(reply, Call)!.Value, 6);
    }

    [Fact]
    public void A_close_is_stable_long_and_on_a_beat_or_it_is_not()
    {
        var closes = SmallCall.Reply(new(9, 0.4, 62), new(9.5, 0.4, 65), new(10, 1, 64));
        var hangs = SmallCall.Reply(new(9, 0.4, 62), new(9.5, 0.4, 64), new(10.3, 0.4, 65));

        Assert.Equal(
            (1, 1, 1),
            (LineMeasures.EndsStable(closes, Call), LineMeasures.EndsLong(closes),
                LineMeasures.EndsOnBeat(closes, Call)));
        Assert.Equal(
            (0, 0, 0),
            (LineMeasures.EndsStable(hangs, Call), LineMeasures.EndsLong(hangs),
                LineMeasures.EndsOnBeat(hangs, Call)));
    }

    [Fact]
    public void Chords_are_those_of_one_voice_and_move_by_their_nearest_tones()
    {
        Tone[] chords =
        [
            .. Enumerable.Range(0, 5).SelectMany(i => new[] { 60 + i % 2, 64, 67 + i % 2 }
                .Select(key => new Tone(9 + i, 0.9, key, 80, 2))),
        ];
        var voices = SmallCall.Reply(new(9, 1, 72), new(9, 1, 48, 80, 1));

        Assert.Equal(1, TextureMeasures.ChordsOfAVoice(SmallCall.Reply(chords))!.Value, 6);
        Assert.Equal(2 / 3.0, TextureMeasures.VoiceMovement(SmallCall.Reply(chords))!.Value, 6);
        Assert.Equal(0, TextureMeasures.ChordsOfAVoice(voices)!.Value, 6);
    }

    [Fact]
    public void Cover_overlap_and_busy_ask_what_sounds_together()
    {
        var reply = SmallCall.Reply(new(0, 3.6, 60), new(8, 3.6, 60));

        Assert.Equal(3.3 / 14.4, TextureMeasures.Cover(reply, Call)!.Value, 2);
        Assert.Equal(3.3 / 7.2, TextureMeasures.Overlap(reply, Call)!.Value, 6);
        Assert.Equal(1 / 16.0, TextureMeasures.Busy(reply, Call)!.Value, 6);
    }

    [Fact]
    public void Loudness_is_held_against_what_was_played_before()
    {
        var reply = SmallCall.Reply(
            new(9, 0.4, 60, 80), new(11, 0.4, 60, 80), new(25, 0.4, 60, 50), new(27, 0.4, 60, 50));

        Assert.Equal(1, DynamicsMeasures.Correlation(reply, Call)!.Value, 6);
        Assert.Equal(1, DynamicsMeasures.Slope(reply, Call)!.Value, 6);
    }

    [Fact]
    public void A_reply_of_three_notes_is_silent() =>
        Assert.Null(ReplyMeasures.Of(
            [new(9, 1, 60), new(10, 1, 60), new(11, 1, 60)], Call, [Call]));
}
