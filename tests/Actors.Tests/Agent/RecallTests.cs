using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Tests.MemoryBuffer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public class RecallTests
{
    private static readonly Gen<(int[] Words, long Seed)> Walks =
        Gen.Select(Gen.Int[0, 5].Array[200, 800], Gen.Long[0, 1_000_000]);

    [Fact]
    public void Every_step_goes_on_or_crosses_to_a_place_with_the_same_past() => Walks.Sample(
        (words, seed) =>
        {
            var view = Learn(words);
            var options = new NavigationOptions { ContinuitySeconds = 0.2 };
            var recall = Walk(view, (ulong)seed, options);
            var states = recall.Frames.Select(frame => (int)frame.Frame.Ordinal + 1).ToList();
            for (var i = 1; i < states.Count; i++)
            {
                Assert.Equal(recall.Frames[i].Jumped, states[i] != states[i - 1] + 1);
                if (recall.Frames[i].Jumped)
                {
                    Assert.Equal(
                        view.LetterOf(states[i - 1], Stem.Harmonic),
                        view.LetterOf(states[i] - 1, Stem.Harmonic));
                }
            }

            Assert.Equal(recall.Runs.Count, recall.Frames.Count(frame => frame.Jumped));
        },
        iter: 60);

    [Fact]
    public void No_run_is_longer_than_the_longest_copy_when_there_is_another_way()
    {
        var words = Enumerable.Range(0, 2000).Select(i => i % 100 / 25).ToArray();
        var options = new NavigationOptions { ContinuitySeconds = 60, LongestCopySeconds = 1 };
        var recall = Walk(Learn(words), 5, options);
        var runs = new List<double> { 0 };
        foreach (var frame in recall.Frames)
        {
            runs[^1] = frame.OffsetSeconds;
            if (frame.Jumped)
            {
                runs.Add(frame.OffsetSeconds);
            }
        }

        Assert.True(recall.Runs.Count > 4);
        Assert.All(runs.Zip(runs.Skip(1)), run => Assert.InRange(run.Second - run.First, 0, 1.05));
    }

    [Fact]
    public void Recalled_rhythm_is_that_of_the_frames_own_times()
    {
        var recall = Walk(Learn([.. Enumerable.Range(0, 400).Select(i => i % 6)]), 3, new());
        for (var i = 1; i < recall.Frames.Count; i++)
        {
            var step = recall.Frames[i].OffsetSeconds - recall.Frames[i - 1].OffsetSeconds;
            var heard = recall.Frames[i].Frame.Time.SecondsSince(recall.Frames[i - 1].Frame.Time);
            Assert.Equal(recall.Frames[i].Jumped ? 320.0 / 24_000 : heard, step, 9);
        }
    }

    [Fact]
    public void Notes_follow_the_heard_ones_in_time_pitch_and_length()
    {
        var frames = Frames(Tunes.Line, 2.8);
        var notes = NoteShaper.Shape(frames, CallOf(frames));
        Assert.Equal([60, 62, 64, 67, 65, 64, 62, 59, 60, 67, 72, 71],
            notes.Take(12).Select(note => (int)Math.Round(note.Key)));
        Assert.All(notes.Take(10).Select((note, i) => note.Onset - 0.25 * i), late =>
            Assert.InRange(late, -0.02, 0.02));
        Assert.All(notes.Take(10), note => Assert.InRange(note.Length, 0.22, 0.27));
    }

    [Fact]
    public void A_pitch_that_moves_without_an_onset_begins_a_note()
    {
        var frames = Frames(t => new Moment(t < 0.7 ? 60 : 64.2, false, -20, 0), 1.4);
        var notes = NoteShaper.Shape(frames, CallOf(frames));
        Assert.Equal([60, 64], notes.Select(note => (int)Math.Round(note.Key)));
    }

    [Fact]
    public void A_glide_of_a_few_cents_is_one_note()
    {
        var frames = Frames(t => new Moment(60 + 0.3 * Math.Sin(30 * t), false, -20, 0), 1.4);
        Assert.Single(NoteShaper.Shape(frames, CallOf(frames)));
    }

    [Fact]
    public void Contrast_lies_in_another_register_than_imitation()
    {
        var contrast = Keys(
            new()
            {
                Modes = Tunes.Only(contrast: 1) with { ShortestSeconds = 0, LongestSeconds = 0 },
            });
        var imitate = Keys(new() { Modes = Tunes.Only(imitate: 1) });
        Assert.InRange(imitate.Average(), 60, 70);
        Assert.True(contrast.Average() > imitate.Average() + 6);

        static List<double> Keys(AgentOptions options) => [.. new Duet(options)
            .Play(50, Tunes.Phrases(3.5, 4.9)).Planned
            .Where(note => note.Voice == Voice.Melody).Select(note => (double)note.Key)];
    }

    [Fact]
    public void Entrance_falls_on_the_pulse_of_the_call()
    {
        // Onsets every quarter of a second; the answer enters on a multiple of it.
        var duet = new Duet(Tunes.Talkative).Play(3.5, Tunes.Line).Rest(5);
        var first = duet.Planned.Min(note => note.Due.Seconds);
        Assert.InRange(Math.Abs(first * 4 - Math.Round(first * 4)), 0, 0.15);
    }

    [Theory]
    [InlineData(20, 56)]
    [InlineData(60.4, 60)]
    [InlineData(101, 77)]
    public void Keys_are_folded_into_the_range_by_octaves(double key, int expected) =>
        Assert.Equal(expected, new VoiceOptions { LowestKey = 55, HighestKey = 84 }.Fold(key));

    private static MemoryView Learn(int[] words)
    {
        var store = new MemoryStore(new());
        for (var i = 0; i < words.Length; i++)
        {
            store.Remember(Performance.Speaking(i, words[i]));
        }

        return store.View;
    }

    private static Recall Walk(MemoryView view, ulong seed, NavigationOptions options)
    {
        var frames = Enumerable.Range(1, view.Count).Select(s => view.Frame(s)!).ToArray();
        var tail = frames[^Math.Min(frames.Length, 60)..];
        var call = PlayerPhrase.Of(tail, [], tail[0].Time, tail[^1].Time, -20);
        var settings = new LiveOptions(new ControlState(new() { Navigation = options }));
        return new Navigator(settings, new SplitMix64(seed), new HeardMemory())
            .Walk(new RecallQuery(view, call, 5, RecallSource.Elsewhere, 0.3));
    }

    private static List<RecalledFrame> Frames(Func<double, Moment> at, double seconds) =>
        [.. Performance.Tokens(seconds, at).Select(token => new RecalledFrame(
            token.Time.Seconds, RememberedFrame.Of(token), false, 0))];

    private static PlayerPhrase CallOf(List<RecalledFrame> frames) => PlayerPhrase.Of(
        [.. frames.Select(frame => frame.Frame)],
        [],
        frames[0].Frame.Time,
        frames[^1].Frame.Time,
        -14);
}
