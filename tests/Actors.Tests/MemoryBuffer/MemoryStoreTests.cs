using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public class MemoryStoreTests
{
    private static readonly MemoryOptions Small = new() { CapacitySeconds = 2 };

    [Fact]
    public void Remembering_allocates_the_frame_and_its_view_only()
    {
        // The states themselves lie in chunks of 1024: the least of the runs needs no new one.
        var store = new MemoryStore(new());
        var tokens = Enumerable.Range(0, 600).Select(
            i => Performance.Speaking(i, i * i % 61)).ToArray();
        var next = 0;
        var allocated = Allocation.LeastOf(() =>
        {
            for (var frame = 0; frame < 26; frame++)
            {
                store.Remember(tokens[next++]);
            }
        });
        Assert.InRange(allocated, 1, 26 * (64 + 32));
    }

    [Fact]
    public void Frames_at_rest_make_no_state()
    {
        var store = new MemoryStore(new());
        store.Remember(Performance.Speaking(0, 1));
        var view = store.Remember(Performance.Resting(1));
        Assert.Equal(1, view.Count);
        Assert.Equal(1, store.Counters.Rests);
    }

    [Fact]
    public void Harmonic_word_is_the_letter_and_the_percussive_word_stands_in_when_it_rests()
    {
        Assert.Equal(5, JointSymbol.Of(new Word(5), new Word(9)));
        Assert.Equal(73, JointSymbol.Of(Word.Rest, new Word(9)));
        Assert.Throws<ArgumentException>(() => JointSymbol.Of(Word.Rest, Word.Rest));
    }

    [Fact]
    public void Nothing_is_learned_across_a_gap() => AssertBroken(store =>
    {
        store.Break();
        return 0;
    });

    [Fact]
    public void Nothing_is_learned_across_a_hole_in_the_ordinals() => AssertBroken(_ => 26);

    [Fact]
    public void Nothing_is_learned_across_a_long_rest() => AssertBroken(store => Rest(store, 1.2));

    [Fact]
    public void Nothing_is_learned_across_warming_frames_nor_are_they_learned() =>
        AssertBroken(store =>
        {
            store.Remember(Performance.Speaking(4, 3, warming: true));
            return 1;
        });

    [Fact]
    public void A_short_rest_is_part_of_the_phrase()
    {
        var store = new MemoryStore(new());
        Learn(store, 0, 1, 2, 1, 2);
        Learn(store, 4 + Rest(store, 0.5), 1, 2);
        Assert.Equal(0, store.Counters.Breaks);
        Assert.Equal(4, store.View.RepeatedSuffixLength(6));
    }

    [Fact]
    public void A_break_is_never_written_twice_and_never_first()
    {
        var store = new MemoryStore(new());
        store.Break();
        Learn(store, 0, 1);
        store.Break();
        store.Break();
        Learn(store, 1, 2);
        Assert.Equal([false, true, false], Enumerable.Range(1, store.View.Count)
            .Select(state => store.View.Frame(state) is null));
    }

    [Fact]
    public void Memory_is_bounded_and_keeps_the_newest()
    {
        var store = new MemoryStore(Small);
        for (var i = 0; i < 20_000; i++)
        {
            var view = store.Remember(Performance.Speaking(i, i * i % 7));
            var least = Math.Min(i + 1, Small.CapacityStates / 2);
            Assert.InRange(view.Count, least, Small.CapacityStates);
            Assert.Equal(i, view.Frame(view.Count)!.Ordinal);
        }

        Assert.Equal(20_000, store.Counters.Forgotten + store.View.Count);
    }

    [Fact]
    public void What_remains_after_forgetting_is_the_oracle_of_the_younger_half() =>
        Gen.Int[0, 3].Array[160, 400].Sample(
            words =>
            {
                var store = new MemoryStore(Small);
                Learn(store, 0, words);
                var view = store.View;
                var fresh = new FactorOracle(view.Count);
                for (var state = 1; state <= view.Count; state++)
                {
                    fresh.Append(view.Frame(state)!, view.Symbol(state));
                }

                Assert.Equal(Dump(fresh.View()), Dump(view));
            },
            iter: 30);

    [Fact]
    public void Views_never_change() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 300], Gen.Int[0, 299]).Sample(
            (words, when) =>
            {
                var store = new MemoryStore(Small);
                var cut = Math.Min(when, words.Length);
                Learn(store, 0, words[..cut]);
                var view = store.View;
                var before = Dump(view);
                Learn(store, cut, words[cut..]);
                Assert.Equal(before, Dump(view));
            },
            iter: 100);

    private static int Rest(MemoryStore store, double seconds)
    {
        var frames = (int)(seconds / 0.0133);
        for (var i = 0; i < frames; i++)
        {
            store.Remember(Performance.Resting(4 + i));
        }

        return frames;
    }

    private static void AssertBroken(Func<MemoryStore, int> interrupt)
    {
        var store = new MemoryStore(new());
        Learn(store, 0, 1, 2, 1, 2);
        Learn(store, 4 + interrupt(store), 1, 2, 1);
        var view = store.View;
        Assert.Equal(1, store.Counters.Breaks);
        Assert.Null(view.Frame(5));
        Assert.True(view.IsEnd(4));
        Assert.Equal(0, view.SuffixLink(5));
        Assert.Equal(
            [0, 0, 1, 2, 0, 1, 2, 3],
            Enumerable.Range(1, 8).Select(view.RepeatedSuffixLength));
    }

    private static void Learn(MemoryStore store, int ordinal, params int[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            store.Remember(Performance.Speaking(ordinal + i, words[i]));
        }
    }

    private static string[] Dump(MemoryView view) =>
        [.. Enumerable.Range(0, view.Count + 1).Select(state => string.Join(
            ' ',
            view.Frame(state)?.Ordinal,
            view.Symbol(state),
            view.SuffixLink(state),
            view.RepeatedSuffixLength(state),
            view.LastChild(state),
            view.PreviousSibling(state)))];
}
