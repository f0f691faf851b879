using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public class CorpusTests
{
    private static readonly Corpus Two = Corpora.Of(
        ("one", [1, 2, 3, -1, 1, 2, 3, 4]), ("two", [1, 2, 3, 4, 5]));

    [Fact]
    public void Recordings_lie_below_what_is_heard_live_and_are_never_forgotten()
    {
        var store = NewStore(Two, new() { CapacitySeconds = 2 });
        var below = store.View.Count;
        for (var i = 0; i < 2000; i++)
        {
            store.Remember(Performance.Speaking(i, i % 5));
        }

        var view = store.View;
        Assert.True(store.Counters.Forgotten > 0);
        Assert.Equal(below + 1, view.FirstLive);
        Assert.Equal(["one", "two"], view.Sources.Select(source => source.Name));
        Assert.Equal([1, 2, 3], Letters(view, 1, 3));
        Assert.Equal([1, 2, 3, 4, 5], Letters(
            view, view.Sources[1].FirstState, view.Sources[1].LastState));
        Assert.Null(view.SourceOf(view.Count));
        Assert.Equal("two", view.SourceOf(view.Sources[1].LastState)!.Name);
    }

    [Fact]
    public void Nothing_is_learned_across_a_gap_or_from_one_recording_to_the_next()
    {
        var view = NewStore(Two).View;
        Assert.True(view.IsEnd(3));
        Assert.Null(view.Frame(4));
        Assert.True(view.IsEnd(view.Sources[0].LastState));
        Assert.Null(view.Frame(view.Sources[0].LastState + 1));
        Assert.Null(view.Frame(view.Count));
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 0, 0, 1, 2, 3, 4, 0, 0],
            Enumerable.Range(1, view.Count)
                .Select(state => view.RepeatedSuffixLength(state, Stem.Harmonic)));
    }

    [Fact]
    public void What_is_heard_live_leads_into_the_corpus()
    {
        var store = NewStore(Two);
        foreach (var (i, word) in new[] { 9, 1, 2, 3, 4 }.Index())
        {
            store.Remember(Performance.Speaking(i, word));
        }

        var view = store.View;
        Assert.Equal(4, view.RepeatedSuffixLength(view.Count, Stem.Harmonic));
        Assert.Equal(8, view.SuffixLink(view.Count, Stem.Harmonic));
        var places = view.FindExact(view.Count, Stem.Harmonic, 2).Select(match => match.State);
        Assert.Equal([8, view.Sources[1].FirstState + 3], places.Order());
    }

    [Fact]
    public void Every_frame_has_an_ordinal_of_its_own()
    {
        var store = NewStore(Two);
        store.Remember(Performance.Speaking(0, 1));
        var ordinals = Enumerable.Range(1, store.View.Count)
            .Select(state => store.View.Frame(state)?.Ordinal)
            .OfType<long>().ToList();
        Assert.Equal(Enumerable.Range(-12, 13).Select(i => (long)i), ordinals);
    }

    [Fact]
    public void An_older_view_does_not_see_the_corpus_lead_to_what_came_later()
    {
        var store = NewStore(Two);
        var view = store.View;
        var before = Enumerable.Range(0, view.Count + 1)
            .Select(state => view.LastChild(state, Stem.Harmonic)).ToList();
        for (var i = 0; i < 50; i++)
        {
            store.Remember(Performance.Speaking(i, i % 5));
        }

        Assert.Equal(before, Enumerable.Range(0, view.Count + 1)
            .Select(state => view.LastChild(state, Stem.Harmonic)));
        Assert.True(store.View.LastChild(1, Stem.Harmonic) >= store.View.FirstLive);
    }

    [Fact]
    public void Regions_lie_where_their_times_are()
    {
        var labelled = Two.Label(new("one", 0.05, 0.10, "verse"));
        var region = NewStore(labelled).View.Regions.Single();
        Assert.Equal(("verse", "one"), (region.Label, region.Source.Name));

        // Frames 4 to 6 begin at 0.062 s; the fourth was lost, and its place is a break.
        Assert.Equal((5, 7), (region.FirstState, region.LastState));
    }

    [Fact]
    public void A_look_up_keeps_to_the_parts_that_it_is_asked_about()
    {
        var music = RandomMusic.Words(3, 400).Select(word => (int)word).ToArray();
        var corpus = Corpora.Of(("one", music), ("two", music), ("three", music))
            .Label(new("two", 0, 100, "chorus"));
        var store = NewStore(corpus);
        foreach (var (i, word) in music.Take(300).Index())
        {
            store.Remember(Performance.Speaking(i, word));
        }

        Assert.Equal(["one", "three", "two"], Found(new()).Order());
        Assert.Equal(["three"], Found(new() { Recordings = ["three"] }));
        Assert.Equal(["two"], Found(new() { Labels = ["chorus"], Live = false }));
        Assert.Empty(Found(new() { Labels = ["verse"], Live = false }));
        Assert.Empty(Found(new() { Corpora = false, Live = false }));
        Assert.All(
            store.View.Find(new ContextQuery { Filter = new() { Corpora = false } }),
            match => Assert.True(match.State >= store.View.FirstLive));

        List<string> Found(MemoryFilter filter) =>
            [.. store.View
                .Find(new ContextQuery { Most = 3, Filter = filter, PercussiveWeight = 0 })
                .Where(match => match.Frames > 100)
                .Select(match => store.View.SourceOf(match.State)!.Name)];
    }

    [Fact]
    public void Merging_keeps_recordings_and_regions_of_both()
    {
        var other = Corpora.Of(("three", [7, 8])).Label(new("three", 0, 1, "end"));
        var merged = Two.Label(new("one", 0, 1, "start")).Merge(other);
        Assert.Equal(["one", "two", "three"], merged.Recordings.Select(one => one.Name));
        Assert.Equal(["start", "end"], merged.Regions.Select(region => region.Label));
    }

    [Fact]
    public void Corpora_that_do_not_fit_are_not_merged()
    {
        var stranger = Corpora.Of(("x", [1])) with
        {
            Tongue = new("c0ffee", "fedcba9876543210", "others"),
        };
        var message = Refusal(() => Two.Merge(stranger));
        Assert.Contains("words (0123456789ab)", message, StringComparison.Ordinal);
        Assert.Contains("others (fedcba987654)", message, StringComparison.Ordinal);
        Assert.Contains("'one'", Refusal(() => Two.Merge(Two)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", 0, 1, "a", "one, two")]
    [InlineData("one", 0.5, 0.5, "a", "no stretch")]
    [InlineData("one", -1, 0.5, "a", "no stretch")]
    [InlineData("one", double.NaN, 0.5, "a", "no stretch")]
    [InlineData("one", 5, 6, "a", "lasts")]
    [InlineData("one", 0, 1, " ", "text")]
    public void A_label_that_lies_nowhere_is_refused(
        string recording, double from, double to, string label, string why) =>
        Assert.Contains(
            why,
            Refusal(() => Two.Label(new(recording, from, to, label))),
            StringComparison.Ordinal);

    private static MemoryStore NewStore(Corpus corpus, MemoryOptions? options = null) =>
        new(options ?? new(), PriorMemory.Of(corpus, TokenSimilarity.Exact, options ?? new()));

    private static IEnumerable<int> Letters(MemoryView view, int first, int last) =>
        Enumerable.Range(first, last - first + 1)
            .Select(state => (int)view.LetterOf(state, Stem.Harmonic));

    private static string Refusal(Action action) =>
        Assert.Throws<CorpusRefusedException>(action).Message;
}
