using Antiphon.Flow;
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
    public void Each_stem_has_its_own_letters_and_links()
    {
        var store = new MemoryStore(new());
        store.Remember(Performance.Speaking(0, 1) with { Percussive = new Token(9) });
        store.Remember(Performance.Speaking(1, 2) with { Percussive = new Token(8) });
        var view = store.Remember(Performance.Speaking(2, 1) with { Percussive = new Token(8) });
        Assert.Equal(
            (1, 8), (view.LetterOf(3, Stem.Harmonic), view.LetterOf(3, Stem.Percussive)));
        Assert.Equal(
            (1, 2), (view.SuffixLink(3, Stem.Harmonic), view.SuffixLink(3, Stem.Percussive)));
        Assert.Equal(OracleSymbol.Break, view.LetterOf(0, Stem.Harmonic));
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
    public void Nothing_is_learned_across_own_sound_nor_is_it_learned() =>
        AssertBroken(store =>
        {
            store.Remember(Performance.Speaking(4, 3) with { OwnSound = true });
            Assert.Equal(1, store.Counters.OwnSound);
            return 1;
        });

    [Fact]
    public void A_short_rest_is_part_of_the_phrase()
    {
        var store = new MemoryStore(new());
        Learn(store, 0, 1, 2, 1, 2);
        Learn(store, 4 + Rest(store, 0.5), 1, 2);
        Assert.Equal(0, store.Counters.Breaks);
        Assert.Equal(4, store.View.RepeatedSuffixLength(6, Stem.Harmonic));
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
    public void At_least_the_capacity_is_kept_and_never_more_than_twice_of_it()
    {
        var store = new MemoryStore(Small);
        for (var i = 0; i < 20_000; i++)
        {
            var view = store.Remember(Performance.Speaking(i, i * i % 7));
            var least = Math.Min(i + 1, Small.CapacityFrames);
            Assert.InRange(view.Count, least, 2 * Small.CapacityFrames);
            Assert.Equal(i, view.Frame(view.Count)!.Ordinal);
        }

        Assert.Equal(20_000, store.Counters.Forgotten + store.View.Count);
    }

    [Fact]
    public void The_capacity_is_counted_in_frames_however_many_breaks_lie_between()
    {
        var store = new MemoryStore(Small);
        for (var i = 0; i < 2_000; i++)
        {
            store.Break();
            var view = store.Remember(Performance.Speaking(i, i % 3));
            var frames = Enumerable.Range(1, view.Count).Count(s => view.Frame(s) is not null);
            Assert.InRange(
                frames, Math.Min(i + 1, Small.CapacityFrames), 2 * Small.CapacityFrames);
        }
    }

    [Fact]
    public void What_remains_after_forgetting_is_the_oracle_of_what_remains() =>
        Gen.Select(Gen.Int[0, 3].Array[310, 700], Gen.Int[0, 699], Gen.Int[0, 699]).Sample(
            (words, broken, brokenToo) =>
            {
                var store = new MemoryStore(Small);
                for (var i = 0; i < words.Length; i++)
                {
                    if (i == broken || i == brokenToo)
                    {
                        store.Break();
                    }

                    store.Remember(Performance.Speaking(i, words[i]));
                }

                Assert.True(store.Counters.Forgotten > 0);
                var view = store.View;
                var fresh = new MemoryLayer(view.Count);
                for (var state = 1; state <= view.Count; state++)
                {
                    if (view.Frame(state) is { } frame)
                    {
                        fresh.Append(frame);
                    }
                    else
                    {
                        fresh.AppendBreak();
                    }
                }

                Assert.Equal(
                    Dump(new MemoryView(PriorMemory.Bare, fresh, fresh.Count, 0)), Dump(view));
            },
            iter: 30);

    [Fact]
    public void Views_never_change() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 600], Gen.Int[0, 599]).Sample(
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
        Assert.Equal(0, view.SuffixLink(5, Stem.Harmonic));
        Assert.Equal(
            [0, 0, 1, 2, 0, 1, 2, 3],
            Enumerable.Range(1, 8).Select(s => view.RepeatedSuffixLength(s, Stem.Harmonic)));
    }

    private static void Learn(MemoryStore store, int ordinal, params int[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            store.Remember(Performance.Speaking(ordinal + i, words[i]));
        }
    }

    private static string[] Dump(MemoryView view) =>
        [.. from state in Enumerable.Range(0, view.Count + 1)
            from stem in Enum.GetValues<Stem>()
            select string.Join(
                ' ',
                view.Frame(state)?.Ordinal,
                view.LetterOf(state, stem),
                view.SuffixLink(state, stem),
                view.RepeatedSuffixLength(state, stem),
                view.LastChild(state, stem),
                view.PreviousSibling(state, stem))];
}
