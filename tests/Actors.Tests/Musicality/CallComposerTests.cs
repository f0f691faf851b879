using Antiphon.Benchmarks.Musicality;
using Xunit;

namespace Antiphon.Tests.Musicality;

public class CallComposerTests
{
    private static readonly CallKind[] Kinds =
        [.. CallKind.WithPauses, .. CallKind.WithoutPauses, .. CallKind.Harder];

    private static readonly CallTruth[] Calls =
        [.. Kinds.SelectMany(kind => Enumerable.Range(1, 5)
            .Select(set => CallComposer.Compose(kind, set)))];

    [Fact]
    public void Equal_sets_give_equal_music_and_others_give_other_music() => Assert.All(
        Kinds,
        kind =>
        {
            var call = CallComposer.Compose(kind, 7);
            Assert.Equal(call.Notes, CallComposer.Compose(kind, 7).Notes);
            Assert.NotEqual(call.Notes, CallComposer.Compose(kind, 8).Notes);
        });

    [Fact]
    public void Every_note_belongs_to_the_key_that_is_true_of_it() => Assert.All(
        Calls,
        call => Assert.All(
            call.Notes,
            note => Assert.Contains(note.Key % 12, call.KeyAt(note.Onset).Tones)));

    [Fact]
    public void Melodies_stay_in_their_range_and_mostly_step() => Assert.All(
        Calls,
        call =>
        {
            Assert.All(call.Melody, tone => Assert.InRange(
                tone.Key, call.Kind.LowKey - 3, call.Kind.HighKey + 3));
            var steps = call.Melody.Zip(call.Melody.Skip(1), (a, b) => Math.Abs(a.Key - b.Key));
            Assert.InRange(steps.Average(step => step <= 4 ? 1.0 : 0), 0.6, 1);
        });

    [Fact]
    public void Phrases_close_on_a_tone_of_their_last_chord() => Assert.All(
        Calls,
        call => Assert.All(call.Phrases, phrase =>
        {
            var last = call.Melody.Last(tone => tone.Onset < phrase.To - 0.02);
            Assert.Contains(last.PitchClass, call.ChordAt(last.Onset).Tones);
        }));

    [Fact]
    public void Nothing_sounds_in_a_pause_and_without_pauses_there_is_none() => Assert.All(
        Calls,
        call =>
        {
            var pauses = call.Phrases.Zip(
                call.Phrases.Skip(1), (a, b) => (From: a.To, To: b.From)).ToList();
            Assert.All(pauses, pause => Assert.DoesNotContain(
                call.Tones, tone => tone.End > pause.From + 0.1 && tone.Onset < pause.To - 0.1));
            Assert.Equal(
                call.Kind.PauseBars[0] > 0, pauses.Exists(pause => pause.To > pause.From + 1));
        });

    [Fact]
    public void A_tempo_steps_slows_down_or_comes_out_of_rubato_where_it_is_said()
    {
        CallTruth Of(CallTempo tempo) => Calls.First(call => call.Kind.Tempo == tempo);
        double Length(CallTruth call, int beat) => call.Beats[beat + 1] - call.Beats[beat];

        var (step, slower, rubato) =
            (Of(CallTempo.Step), Of(CallTempo.Slower), Of(CallTempo.Rubato));
        Assert.Equal(1.1, Length(step, 55) / Length(step, 56), 6);
        Assert.Equal(1.25, Length(slower, 90) / Length(slower, 0), 6);
        Assert.Equal(rubato.Beats[12], rubato.PulseFrom);
        Assert.Equal(rubato.BeatSeconds, Length(rubato, 12), 6);
    }

    [Fact]
    public void It_sounds_where_it_plays_and_hardly_where_it_rests()
    {
        var call = CallComposer.Compose(CallKind.WithPauses[0], 1);
        var sound = CallSound.Render(call);
        double Level(double from, double to) => Math.Sqrt(
            sound[(int)(from * CallSound.SampleRateHz)..(int)(to * CallSound.SampleRateHz)]
                .Average(sample => sample * sample));

        Assert.Equal(call.Seconds, (double)sound.Length / CallSound.SampleRateHz, 3);
        Assert.InRange(sound.Max(Math.Abs), 0.5, 1);
        var (first, second) = (call.Phrases[0], call.Phrases[1]);
        Assert.True(
            Level(first.From, first.To) > 100 * Level(first.To + 0.5, second.From - 0.2));
    }
}
