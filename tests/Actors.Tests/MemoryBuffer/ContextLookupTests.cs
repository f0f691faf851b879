using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public class ContextLookupTests
{
    private const int Motif = 60;

    private static readonly byte[] Harmonic = RandomMusic.Words(1, 3000);
    private static readonly byte[] Percussive = RandomMusic.Words(2, 3000);

    [Fact]
    public void A_motif_is_found_where_it_was_heard_with_its_length()
    {
        var view = Hear(Harmonic, Percussive, motifAt: 1200);
        var match = view.Find(new ContextQuery())[0];
        Assert.Equal(1200 + Motif, match.State);
        Assert.Equal(Motif, match.Frames);
        Assert.InRange(match.Seconds, 0.78, 0.84);
        Assert.True(match.Score > 5);
    }

    [Fact]
    public void A_motif_with_some_wrong_frames_is_still_found()
    {
        var motif = Enumerable.Range(1200, Motif).Select(i => Harmonic[i]).ToArray();
        for (var i = 5; i < Motif; i += 9)
        {
            motif[i] = (byte)((motif[i] + 31) % 64);
        }

        var view = Hear(
            [.. Harmonic, .. motif], [.. Percussive, .. Percussive[1200..(1200 + Motif)]]);
        var match = view.Find(new ContextQuery())[0];
        Assert.Equal((1200 + Motif, Motif), (match.State, match.Frames));
        Assert.True(view.FindExact(view.Count, Stem.Harmonic, 1)[0].Frames < 10);
    }

    [Fact]
    public void Near_words_match_and_far_ones_do_not()
    {
        // Word w + 32 stands for w, at a similarity of 0.8; nothing else is alike.
        var near = Words.Similarity(32, 0.8);
        var motif = Enumerable.Range(700, Motif).Select(i => (byte)((Harmonic[i] + 32) % 64));
        byte[] harmonic = [.. Harmonic, .. motif];
        byte[] percussive = [.. Percussive, .. RandomMusic.Words(9, Motif)];
        var pitch = new ContextQuery { PercussiveWeight = 0 };
        var soft = Hear(harmonic, percussive, similarity: near).Find(pitch)[0];
        Assert.Equal((700 + Motif, Motif), (soft.State, soft.Frames));
        Assert.DoesNotContain(
            Hear(harmonic, percussive).Find(pitch), match => match.State == 700 + Motif);
    }

    [Fact]
    public void A_stem_can_be_listened_to_alone()
    {
        byte[] harmonic = [.. Harmonic, .. Harmonic[500..(500 + Motif)]];
        byte[] percussive = [.. Percussive, .. Percussive[1500..(1500 + Motif)]];
        var view = Hear(harmonic, percussive);
        Assert.Equal(
            500 + Motif, view.Find(new ContextQuery { PercussiveWeight = 0 })[0].State);
        Assert.Equal(
            1500 + Motif, view.Find(new ContextQuery { HarmonicWeight = 0 })[0].State);
        Assert.Equal(
            [500 + Motif, 1500 + Motif],
            view.Find(new ContextQuery { Most = 2 }).Select(match => match.State).Order());
    }

    [Fact]
    public void A_stem_that_rests_in_both_says_nothing()
    {
        var store = new MemoryStore(new());
        foreach (var (i, word) in Harmonic.Index())
        {
            store.Remember(Performance.Speaking(i, word));
        }

        var view = store.View;
        var heard = HeardContext.Of(view, view.Count, new ContextQuery());
        Assert.Equal(1, heard.Agreement(0, Harmonic[^1], OracleSymbol.Rest));
        Assert.Equal(0, heard.Agreement(0, (byte)((Harmonic[^1] + 1) % 64), OracleSymbol.Rest));
        Assert.Equal(0.5, heard.Agreement(0, Harmonic[^1], 3));
        var rhythm = HeardContext.Of(view, view.Count, new() { HarmonicWeight = 0 });
        Assert.Equal(HeardContext.Floor, rhythm.Agreement(0, 1, OracleSymbol.Rest));
    }

    [Fact]
    public void A_place_in_memory_asks_for_its_like_in_the_same_way()
    {
        byte[] harmonic = [.. Harmonic, .. Harmonic[1200..(1200 + Motif)], 1, 2, 3];
        byte[] percussive = [.. Percussive, .. Percussive[1200..(1200 + Motif)], 1, 2, 3];
        var match = Hear(harmonic, percussive).Find(new ContextQuery { At = 1200 + Motif })[0];
        Assert.Equal((3000 + Motif, Motif), (match.State, match.Frames));
    }

    [Fact]
    public void What_sounds_still_is_not_offered()
    {
        var held = Enumerable.Repeat((byte)7, 400).ToArray();
        var view = Hear([.. Harmonic, .. held], [.. Percussive, .. held]);
        Assert.All(
            view.Find(new ContextQuery { Most = 64 }),
            match => Assert.True(
                view.Frame(view.Count)!.Time.SecondsSince(view.Frame(match.State)!.Time) >= 2));
    }

    [Fact]
    public void Nothing_is_offered_that_leads_nowhere_or_is_not_allowed()
    {
        var view = Hear(Harmonic, Percussive, motifAt: 1200);
        var query = new ContextQuery { Most = 64, Allows = state => state % 7 == 0 };
        var found = view.Find(query);
        Assert.NotEmpty(found);
        Assert.All(found, match => Assert.Equal(0, match.State % 7));
        Assert.All(found, match => Assert.False(view.IsEnd(match.State)));
    }

    [Fact]
    public void No_match_reaches_across_a_break()
    {
        var store = new MemoryStore(new());
        byte[] harmonic = [.. Harmonic, .. Harmonic[1200..(1200 + Motif)]];
        byte[] percussive = [.. Percussive, .. Percussive[1200..(1200 + Motif)]];
        foreach (var (i, token) in RandomMusic.Tokens(harmonic, percussive).Index())
        {
            if (i == 1230)
            {
                store.Break();
            }

            store.Remember(token);
        }

        var match = store.View.Find(new ContextQuery())[0];
        Assert.Equal((1200 + Motif + 1, Motif - 30), (match.State, match.Frames));
        Assert.Empty(store.View.Find(new ContextQuery { At = 0 }));
    }

    [Fact]
    public void The_scan_offers_the_place_that_counting_every_state_finds() =>
        Gen.Select(Gen.ULong, Gen.Int[200, 3000], Gen.Int[30, 140], Gen.Int[0, 100]).Sample(
            (seed, at, length, damage) =>
            {
                var harmonic = RandomMusic.Words(seed, 6000);
                var percussive = RandomMusic.Words(seed + 1, 6000);
                var motif = harmonic[at..(at + length)];
                motif[damage % length] = 3;
                var view = Hear(
                    [.. harmonic, .. motif], [.. percussive, .. percussive[at..(at + length)]]);
                var heard = HeardContext.Of(view, view.Count, new ContextQuery());
                var best = Enumerable.Range(1, view.Count - 200)
                    .Select(state => ContextLookup.Count(view, heard, state))
                    .Max(match => match.Score);
                Assert.Equal(best, view.Find(new ContextQuery())[0].Score, 9);
            },
            iter: 40);

    [Fact]
    public void A_view_answers_the_same_whatever_is_learned_later()
    {
        var store = new MemoryStore(new() { CapacitySeconds = 20 });
        Feed(store, Harmonic, Percussive, 0);
        var view = store.View;
        var before = view.Find(new ContextQuery());
        Feed(store, RandomMusic.Words(5, 9000), RandomMusic.Words(6, 9000), Harmonic.Length);
        Assert.Equal(before, view.Find(new ContextQuery()));
        Assert.NotEqual(view.Generation, store.View.Generation);
    }

    [Fact]
    public void Exact_matches_are_true_and_the_first_is_the_longest_that_repeats() =>
        Gen.Int[0, 3].Array[2, 300].Sample(
            words =>
            {
                var letters = words.Select(word => (byte)word).ToArray();
                var view = Hear(letters, letters);
                var found = view.FindExact(view.Count, Stem.Harmonic, 64);
                Assert.All(found, match => Assert.Equal(
                    CommonSuffix(letters, match.State), match.Frames));
                Assert.Equal(found.Select(match => match.Frames).OrderDescending(),
                    found.Select(match => match.Frames));
                var longest = Enumerable.Range(1, letters.Length - 1)
                    .Max(state => CommonSuffix(letters, state));
                var claimed = view.RepeatedSuffixLength(view.Count, Stem.Harmonic);
                Assert.InRange(
                    found.Select(match => match.Frames).FirstOrDefault(), claimed, longest);
            },
            iter: 200);

    [Theory]
    [InlineData(0, 0, 0.5, 8)]
    [InlineData(-1, 1, 0.5, 8)]
    [InlineData(1, 1, 0, 8)]
    [InlineData(1, 1, 0.5, 0)]
    [InlineData(1, 1, 0.5, 65)]
    public void A_question_that_means_nothing_is_a_fault_of_the_caller(
        double harmonic, double percussive, double halfLife, int most) =>
        Assert.ThrowsAny<ArgumentException>(() => MemoryView.Empty.Find(new ContextQuery
        {
            HarmonicWeight = harmonic,
            PercussiveWeight = percussive,
            HalfLifeSeconds = halfLife,
            Most = most,
        }));

    private static int CommonSuffix(byte[] letters, int state)
    {
        var length = 0;
        while (length < state && letters[state - 1 - length] == letters[^(1 + length)])
        {
            length++;
        }

        return length;
    }

    private static MemoryView Hear(byte[] harmonic, byte[] percussive, int motifAt) => Hear(
        [.. harmonic, .. harmonic[motifAt..(motifAt + Motif)]],
        [.. percussive, .. percussive[motifAt..(motifAt + Motif)]]);

    private static MemoryView Hear(
        byte[] harmonic, byte[] percussive, TokenSimilarity? similarity = null)
    {
        var empty = new Corpus { Tongue = new("c", "v", "test"), Recordings = [] };
        var ground = PriorMemory.Of(empty, similarity ?? TokenSimilarity.Exact, new());
        var store = new MemoryStore(new(), ground);
        Feed(store, harmonic, percussive, 0);
        return store.View;
    }

    private static void Feed(MemoryStore store, byte[] harmonic, byte[] percussive, long first)
    {
        foreach (var token in RandomMusic.Tokens(harmonic, percussive, first))
        {
            store.Remember(token);
        }
    }
}
