using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Tests.MemoryBuffer;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Agent.ByHand;

namespace Antiphon.Tests.Agent;

public sealed class RecallWalkTests
{
    private const double Cold = 0.02;

    private static readonly NavigationOptions Plain = new() { ListenToSelf = 0 };

    private static readonly NavigationOptions Steady = Plain with
    {
        ContinuitySeconds = 1e9,
        LongestCopySeconds = 60,
    };

    private static readonly Gen<int[]> Words = Gen.Frequency(
        (40, Gen.Int[0, 4]), (1, Gen.Const(-1))).Array[100, 500];

    [Fact]
    public void Of_an_empty_memory_nothing_is_recalled()
    {
        var recall = Walk(MemoryView.Empty);
        Assert.Empty(recall.Frames);
        Assert.Null(recall.Trace);
    }

    [Fact]
    public void A_memory_too_short_to_go_on_in_gives_nothing() =>
        Assert.Empty(Walk(Learn([.. Enumerable.Repeat(1, 24)])).Frames);

    [Fact]
    public void Whatever_is_remembered_a_walk_keeps_its_own_rules() => Gen.Select(
        Words, Gen.ULong, Gen.Double[0.2, 4], Gen.Int[0, 3], Gen.Double[0.3, 2])
        .Sample((words, seed, seconds, source, longest) =>
        {
            var view = Learn(words);
            var options = Plain with { ContinuitySeconds = 0.3, LongestCopySeconds = longest };
            var recall = Walk(
                view, options, (RecallSource)source, seconds, seed: seed, call: Tail(view, 1));
            AssertSteps(recall);
            AssertRuns(view, recall, longest);

            // It is as long as was asked, to the step; or it had nowhere to go.
            Assert.True(recall.Frames.SkipLast(1).All(frame => frame.OffsetSeconds < seconds));
        });

    [Fact]
    public void A_walk_is_as_long_as_was_asked() => Gen.Double[0.1, 5].Sample(seconds =>
    {
        var recall = Walk(Learn(Unlike(600)), Steady, seconds: seconds);
        Assert.InRange(recall.Seconds, seconds, seconds + 2 * Hop);
    });

    [Fact]
    public void Without_a_reason_to_jump_it_goes_on_from_frame_to_frame()
    {
        var recall = Walk(Learn(Unlike(600)), Steady, seconds: 2);
        Assert.Single(recall.Runs);
        Assert.All(recall.Frames.Zip(recall.Frames.Skip(1)), pair => Assert.Equal(
            pair.First.Frame.Ordinal + 1, pair.Second.Frame.Ordinal));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Runs_are_as_long_as_the_continuity_on_average(double continuity)
    {
        // One word throughout: there is always somewhere to cross to.
        var view = Learn([.. Enumerable.Repeat(1, 1500)]);
        var options = Plain with { ContinuitySeconds = continuity, LongestCopySeconds = 60 };
        var jumps = Enumerable.Range(0, 60).Sum(
            seed => Walk(view, options, seconds: 6, seed: (ulong)seed).Runs.Count - 1);
        Assert.InRange(60 * 6 / continuity / jumps, 0.8, 1.3);
    }

    [Fact]
    public void A_run_that_has_nowhere_to_cross_to_starts_elsewhere_at_the_longest_copy()
    {
        var recall = Walk(
            Learn(Unlike(250)), Steady with { LongestCopySeconds = 0.5 }, seconds: 3);
        Assert.True(recall.Runs.Count >= 6);
        Assert.All(recall.Runs, run => Assert.True(run.To.SecondsSince(run.From) <= 0.5));
    }

    [Fact]
    public void What_was_just_heard_begins_with_its_newest_part()
    {
        var view = Learn(Unlike(250));
        var call = Tail(view, 3);
        var recall = Walk(view, Steady, RecallSource.Newest, 1, call: call);
        Assert.InRange(call.End.SecondsSince(recall.Frames[0].Frame.Time), 1.6 - 2 * Hop, 1.6);
        Assert.Null(recall.Beginning);
        Assert.Equal(0, recall.Frames[0].Semitones);
        call = Tail(view, 1);
        recall = Walk(view, Steady, RecallSource.Newest, 1, call: call);
        Assert.Equal(call.Start, recall.Frames[0].Frame.Time);
    }

    [Fact]
    public void What_was_just_heard_ends_where_the_player_ended()
    {
        var view = Learn(Unlike(250));
        var recall = Walk(view, Steady, RecallSource.Newest, 5, call: Tail(view, 1));
        Assert.Equal(view.Frame(view.Count), recall.Frames[^1].Frame);
        Assert.Single(recall.Runs);
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(0, 0)]
    public void One_answer_in_four_is_the_call_itself_unless_the_live_is_not_recalled(
        double live, double share)
    {
        var view = Learn(Unlike(250));
        var call = Tail(view, 1.2);
        var options = Steady with { LiveWeight = live };
        var itself = Enumerable.Range(0, 600).Count(seed =>
            Walk(view, options, RecallSource.Call, 0.2, seed: (ulong)seed, call: call)
                is { Beginning: null, Frames: [var first, ..] } && first.Frame.Time == call.Start);
        Assert.InRange(itself / 600.0, share * 0.8, share * 1.2);
    }

    [Fact]
    public void Another_place_is_looked_for_elsewhere_and_never_the_call_itself()
    {
        var view = Learn(Unlike(250));
        Assert.All(Enumerable.Range(0, 60), seed => Assert.NotNull(Walk(
            view, Steady, RecallSource.Elsewhere, 0.2, seed: (ulong)seed, call: Tail(view, 1.2))
            .Beginning));
    }

    [Fact]
    public void The_colder_the_surer_it_continues_what_was_played()
    {
        var (view, next) = Twice();
        double Share(double temperature) => Enumerable.Range(0, 200).Count(seed =>
            Walk(view, Steady, RecallSource.Elsewhere, 0.2, temperature, (ulong)seed,
                Tail(view, 0.3)).Beginning?.State == next) / 200.0;
        Assert.Equal(1, Share(Cold));
        Assert.InRange(Share(2), 0.02, 0.6);
    }

    [Fact]
    public void The_chance_that_is_told_is_the_chance_it_had()
    {
        var (view, next) = Twice();
        var told = Enumerable.Range(0, 800).Select(seed => Walk(
            view, Steady, RecallSource.Elsewhere, 0.2, 0.8, (ulong)seed, Tail(view, 0.3)))
            .ToList();
        Assert.All(told, recall => Assert.InRange(recall.Weights!.Chance, 0, 1));
        var best = told.Where(recall => recall.Beginning!.Value.State == next).ToList();
        Assert.InRange(
            best.Average(recall => recall.Weights!.Chance) - best.Count / 800.0, -0.06, 0.06);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void It_goes_on_from_its_own_last_phrase_when_it_listens_to_itself(
        bool leads, double listens)
    {
        var source = leads ? RecallSource.Self : RecallSource.Elsewhere;
        var (view, next) = Twice();
        // It ended where the same was heard the second time, 40 frames before the end.
        var last = new WalkBookmark(view.Generation, 1, 0, view.Count - 40, null);
        var options = Steady with { ListenToSelf = listens };
        Assert.Equal(next - 40, Walk(
            view, options, source, 0.2, Cold, call: Tail(view, 0.3), last: last).Beginning?.State);
        last = last with { Generation = view.Generation + 1 };
        Assert.Equal(next, Walk(
            view, options, source, 0.2, Cold, call: Tail(view, 0.3), last: last).Beginning?.State);
    }

    [Fact]
    public void It_begins_with_the_strongest_onset_soon_after_the_place_it_found()
    {
        int[] words = [.. Unlike(60), .. Enumerable.Repeat(61, 200), .. Unlike(30)];
        foreach (var (at, reached) in new[] { (19, true), (20, false) })
        {
            var view = Learn(words, i => Pitched(60, onset: i - 30 == at ? 9 : 0));
            var recall = Walk(
                view, Steady, RecallSource.Elsewhere, 0.2, Cold, call: Tail(view, 0.3));
            Assert.Equal(31, recall.Beginning?.State);
            Assert.Equal(reached ? 30 + at : 30, (int)recall.Frames[0].Frame.Ordinal);
        }
    }

    [Fact]
    public void A_walk_that_is_wanted_again_begins_where_it_did_and_as_it_was_moved()
    {
        var view = Learn(Unlike(250));
        var again = new WalkBookmark(view.Generation, 37, 5, 60, null);
        var recall = Walk(view, Steady, again: again);
        Assert.Equal(view.Frame(37), recall.Frames[0].Frame);
        Assert.All(recall.Frames, frame => Assert.Equal(5, frame.Semitones));
        Assert.Equal(37, recall.Trace!.First);
        var gone = again with { Generation = 7 };
        Assert.NotNull(Walk(view, Steady, again: gone).Beginning);
        gone = again with { Last = view.Count + 1 };
        Assert.NotNull(Walk(view, Steady, again: gone).Beginning);
    }

    [Fact]
    public void Only_what_may_be_recalled_is_however_often_it_jumps() => Gen.ULong.Sample(seed =>
    {
        var store = new MemoryStore(new(), PriorMemory.Of(
            Corpora.Of(("a", Looping(200)), ("b", Looping(200))), TokenSimilarity.Exact, new()));
        foreach (var (word, i) in Looping(200).Select((word, i) => (word, i)))
        {
            store.Remember(Performance.Speaking(i, word));
        }

        var options = Plain with { ContinuitySeconds = 0.1, LiveWeight = 0, Recording = "b" };
        var recall = Walk(store.View, options, seed: seed, call: Tail(store.View, 1));
        Assert.All(recall.Runs, run => Assert.Equal("b", run.Recording));
        Assert.True(recall.Runs.Count > 3);
        Assert.Equal("b", recall.Trace!.Recording);
    });

    [Fact]
    public void Across_a_jump_pitches_are_moved_to_fit_what_sounds_now()
    {
        // The same words in two keys, a tritone apart; C sounds now.
        var view = Learn(Looping(1200), i => Pitched(i < 600 ? 60 : 66));
        var turn = view.Frame(600)!.Time;
        var call = Tail(view, 0.5) with { Chroma = Chroma((0, 0.8), (7, 0.2)) };
        var options = Plain with { ContinuitySeconds = 0.3 };
        var runs = Enumerable.Range(0, 20).SelectMany(
                seed => Walk(view, options, seconds: 5, seed: (ulong)seed, call: call).Runs)
            .Where(run => Math.Abs(run.From.SecondsSince(turn)) > 1.5).ToList();
        Assert.Equal([0, 6], runs.Select(run => run.TranspositionSemitones).Distinct().Order());
        Assert.All(runs, run => Assert.Equal(
            run.From < turn ? 0 : 6, run.TranspositionSemitones));
    }

    private static void AssertSteps(Recall recall)
    {
        for (var i = 1; i < recall.Frames.Count; i++)
        {
            var (before, frame) = (recall.Frames[i - 1], recall.Frames[i]);
            Assert.Equal(frame.Jumped, frame.Frame.Ordinal != before.Frame.Ordinal + 1);
            Assert.Equal(
                frame.Jumped ? Hop : frame.Frame.Time.SecondsSince(before.Frame.Time),
                frame.OffsetSeconds - before.OffsetSeconds,
                9);
        }
    }

    private static void AssertRuns(MemoryView view, Recall recall, double longest)
    {
        Assert.Equal(recall.Frames.Count(frame => frame.Jumped), recall.Runs.Count);
        var begins = recall.Frames.Where(frame => frame.Jumped);
        Assert.Equal(
            begins.Select(frame => (frame.Frame.Time, frame.OffsetSeconds, frame.Semitones)),
            recall.Runs.Select(run => (run.From, run.OffsetSeconds, run.TranspositionSemitones)));
        Assert.All(recall.Runs, run => Assert.True(
            run.To.SecondsSince(run.From) <= longest + 1e-9));
        if (recall.Trace is { } trace)
        {
            Assert.Equal(recall.Frames[0].Frame, view.Frame(trace.First));
            Assert.Equal(recall.Frames[^1].Frame, view.Frame(trace.Last));
            Assert.Equal(recall.Frames[0].Semitones, trace.Semitones);
            Assert.Equal(view.Generation, trace.Generation);
        }
    }

    private static Recall Walk(
        MemoryView view, NavigationOptions? options = null,
        RecallSource source = RecallSource.Elsewhere, double seconds = 3, double temperature = 0.3,
        ulong seed = 1, PlayerPhrase? call = null, WalkBookmark? last = null,
        WalkBookmark? again = null, HeardMemory? heard = null) =>
        new RecallWalk(
            options ?? Plain, new SplitMix64(seed),
            new RecallQuery(view, call ?? NoCall, seconds, source, temperature),
            heard ?? new HeardMemory(), new OrdinalSet(), new SourceFavours(), last, again).Go();

    /// <summary>Frames that each speak a word unlike the last 249.</summary>
    private static int[] Unlike(int count) => [.. Enumerable.Range(0, count).Select(i => i % 250)];

    private static int[] Looping(int count) => [.. Unlike(count).Select(i => i * i % 7)];

    /// <summary>
    /// A memory that ends with what it was heard before, and the state that then followed.
    /// </summary>
    private static (MemoryView View, int Next) Twice()
    {
        int[] phrase = [.. Enumerable.Range(0, 60)];
        return (Learn([.. phrase, .. Enumerable.Repeat(61, 200), .. phrase]), 61);
    }
}
