using Antiphon.Agent;
using Antiphon.Benchmarks.Musicality;
using Antiphon.Measures;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Musicality;

public class BaselineTests
{
    [Fact]
    public void A_shifted_reply_keeps_its_notes_and_loses_the_moment()
    {
        Tone[] reply =
            [.. Enumerable.Range(0, 40).Select(i => new Tone(9 + i * 0.25, 0.2, 60 + i))];
        var shifted = Baselines.Shifted(reply, SmallCall.Truth, new CallChance(3));

        Assert.Equal(reply.Select(tone => tone.Key), shifted.Select(tone => tone.Key));
        Assert.True(RhythmMeasures.GridCosine(
            new ReplyLines(shifted, SmallCall.Truth), SmallCall.Truth) < 0.9);
    }

    [Fact]
    public void Random_notes_are_in_the_key_and_in_time()
    {
        Tone[] reply = [.. Enumerable.Range(0, 40).Select(i => new Tone(9 + i * 0.25, 0.2, 61))];
        var random = Baselines.InKey(reply, SmallCall.Truth, new CallChance(3));

        Assert.Equal(reply.Select(tone => tone.Onset), random.Select(tone => tone.Onset));
        Assert.Equal(
            1, HarmonyMeasures.InKey(new ReplyLines(random, SmallCall.Truth), SmallCall.Truth));
        Assert.True(random.Select(tone => tone.Key).Distinct().Count() > 4);
    }

    [Fact]
    public void An_echo_answers_each_phrase_an_octave_down_and_makes_room()
    {
        var echo = Baselines.Echo(SmallCall.Truth);

        Assert.Equal((8.0, 48), (echo[0].Onset, echo[0].Key));
        Assert.Equal(16, echo.Count);
        Assert.DoesNotContain(echo, tone => SmallCall.Truth.Sounds(tone.Onset));
    }

    [Fact]
    public void A_bootstrap_of_one_value_is_sure_and_calls_weigh_alike()
    {
        Assert.Equal((2, 2, 2), TwoLevelBootstrap.Of([[2, 2], [2]]));
        Assert.Null(TwoLevelBootstrap.Of([]));
        var (mean, low, high) = TwoLevelBootstrap.Of([[0, 0, 0, 0], [1]])!.Value;
        Assert.Equal((0.5, 0, 1), (mean, low, high));
    }

    [Fact]
    public void A_bootstrap_is_as_wide_as_calls_and_sessions_scatter()
    {
        // Between calls nothing scatters; within them by 1, of eight sessions each.
        IReadOnlyList<double>[] calls =
            [.. Enumerable.Range(0, 10).Select(_ => (double[])[-1, 1, -1, 1, -1, 1, -1, 1])];
        var (mean, low, high) = TwoLevelBootstrap.Of(calls)!.Value;

        // Eighty draws of deviation 1: 1.96 / √80.
        Assert.Equal(0, mean, 9);
        Assert.InRange(high, 0.19, 0.25);
        Assert.InRange(-low, 0.19, 0.25);
        Assert.Equal(TwoLevelBootstrap.Of(calls), TwoLevelBootstrap.Of(calls));
    }

    [Fact]
    public void Hearing_the_truth_is_right_and_a_fifth_above_is_half_right_of_the_key()
    {
        var call = CallComposer.Compose(CallKind.WithPauses[4], 1);
        var right = HearingMeasures.Of(Heard(call, 0), call);
        var wrong = HearingMeasures.Of(Heard(call, 7), call);

        Assert.All(HearingMeasures.Names, name => Assert.InRange(right[name.Name], 0.97, 1));
        Assert.True(wrong["notes F"] < 0.3);
        Assert.Equal(1, wrong["beat right"]);
        Assert.InRange(wrong["root"], 0, 0.03);
        Assert.Equal((0.5, 0), (wrong["key"], wrong["key exact"]));
    }

    private static HeardCall Heard(CallTruth call, int up) => new(
        [
            .. call.Tones.Select(tone => new MusicNote(
                SampleTime.FromSeconds(tone.Onset), SampleCount.FromSeconds(tone.Seconds),
                tone.Key + up, -20, SampleTime.FromSeconds(tone.Onset + 0.2), MusicSource.Ear)),
        ],
        [
            .. Enumerable.Range(0, (int)(call.Seconds * 20)).Select(i => i / 20.0).Select(time => (
                time,
                new MusicNow(
                    new Beat(SampleTime.Zero, call.Period(time), 1),
                    new Chord((call.ChordAt(time).Root + up) % 12, ChordKind.Major, 0, 1),
                    new MusicalKey(
                        (call.KeyAt(time).Tonic + up) % 12, call.KeyAt(time).IsMinor, 1)))),
        ]);
}
