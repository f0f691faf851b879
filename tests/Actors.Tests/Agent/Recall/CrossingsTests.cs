using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Agent.ByHand;

namespace Antiphon.Tests.Agent;

public sealed class CrossingsTests
{
    // What a crossing must be able to sound in a row.
    private const int Ahead = 24;

    private static readonly OrdinalSet NoTaboo = new();
    private static readonly HeardMemory NothingHeard = new();

    private static readonly Gen<int[]> Words = Gen.Frequency(
        (20, Gen.Int[0, 3]), (1, Gen.Const(-1))).Array[60, 300];

    [Fact]
    public void Neither_the_root_nor_a_break_nor_what_is_not_yet_can_sound()
    {
        var view = Learn([1, 2, -1, 3]);
        var crossings = new Crossings(view, NothingHeard, NoTaboo);
        Assert.Equal(
            [false, true, true, false, true, false],
            Enumerable.Range(0, 6).Select(crossings.CanSound));
    }

    [Fact]
    public void An_empty_memory_has_nothing_to_cross_to()
    {
        var crossings = new Crossings(MemoryView.Empty, NothingHeard, NoTaboo);
        Assert.Empty(crossings.Across(0));
        Assert.Equal(0, crossings.Ahead(1));
        Assert.Equal(0, crossings.FirstSince(SampleTime.Zero));
    }

    [Fact]
    public void Frames_ahead_are_counted_to_the_end_of_the_phrase_and_no_further_than_needed()
    {
        var crossings = new Crossings(
            Learn([.. Enumerable.Repeat(1, 30), -1, .. Enumerable.Repeat(1, 40)]),
            NothingHeard,
            NoTaboo);
        Assert.Equal(Ahead, crossings.Ahead(1));
        Assert.Equal(Ahead, crossings.Ahead(7));
        Assert.Equal(23, crossings.Ahead(8));
        Assert.Equal(1, crossings.Ahead(30));
        Assert.Equal(0, crossings.Ahead(31));
        Assert.Equal(1, crossings.Ahead(71));
    }

    [Fact]
    public void The_first_state_since_a_time_is_the_first_that_speaks()
    {
        var view = Learn([1, 2, 3, -1, 4, 5]);
        var crossings = new Crossings(view, NothingHeard, NoTaboo);
        Assert.Equal(1, crossings.FirstSince(SampleTime.Zero));
        Assert.Equal(2, crossings.FirstSince(view.Frame(2)!.Time));
        Assert.Equal(3, crossings.FirstSince(view.Frame(2)!.Time.PlusSeconds(0.001)));
        Assert.Equal(5, crossings.FirstSince(view.Frame(3)!.Time.PlusSeconds(0.001)));
        Assert.Equal(0, crossings.FirstSince(view.Frame(6)!.Time.PlusSeconds(0.001)));
    }

    [Fact]
    public void What_was_played_is_never_found_in_a_corpus()
    {
        var store = new MemoryStore(new(), PriorMemory.Of(
            Corpora.Of(("old", [1, 2, 3, 4, 5])), TokenSimilarity.Exact, new()));
        Assert.Equal(0, First());
        store.Remember(Performance.Speaking(0, 1));
        Assert.Equal(store.View.FirstLive, First());

        int First() =>
            new Crossings(store.View, NothingHeard, NoTaboo).FirstSince(SampleTime.Zero);
    }

    [Fact]
    public void Every_crossing_shares_the_past_it_says_it_shares() => Gen.Select(
        Words, Gen.Int[1, 300]).Sample((words, at) =>
    {
        var view = Learn(words);
        var state = 1 + at % view.Count;
        var crossings = new Crossings(view, NothingHeard, NoTaboo);
        var across = crossings.Across(state);
        Assert.InRange(across.Count, 0, 8 + 6 * 9);
        foreach (var entry in across)
        {
            Assert.NotEqual(state + 1, entry.State);
            Assert.True(entry.Matched >= 1);
            Assert.Equal(Ahead, crossings.Ahead(entry.State));
            for (var back = 0; back < entry.Matched; back++)
            {
                Assert.Equal(
                    view.LetterOf(state - back, Stem.Harmonic),
                    view.LetterOf(entry.State - 1 - back, Stem.Harmonic));
            }
        }
    });

    [Fact]
    public void A_long_past_weighs_more_than_a_short_one_by_its_power_of_three_halves() =>
        Words.Sample(words =>
        {
            var view = Learn(words);
            foreach (var state in new[] { view.Count / 3, view.Count / 2, view.Count - 1 })
            {
                Assert.All(
                    new Crossings(view, NothingHeard, NoTaboo).Across(state),
                    entry => Assert.Equal(Math.Pow(entry.Matched, 1.5), entry.Weight, 9));
            }
        });

    [Fact]
    public void What_was_recalled_of_late_keeps_a_tenth_of_its_weight()
    {
        var (view, entry) = One(_ => 0);
        var taboo = new OrdinalSet();
        taboo.Add(view.Frame(entry.State)!.Ordinal);
        var avoided = new Crossings(view, NothingHeard, taboo).Across(view.Count)
            .First(one => one.State == entry.State);
        Assert.Equal(0.1 * entry.Weight, avoided.Weight, 9);
    }

    [Theory]
    [InlineData(1.9, 1)]
    [InlineData(2, 3)]
    public void The_beginning_of_a_note_weighs_three_times_as_much(double onset, double times)
    {
        var (_, entry) = One(_ => onset);
        Assert.Equal(times * Math.Pow(entry.Matched, 1.5), entry.Weight, 9);
    }

    [Fact]
    public void Crossings_lead_nowhere_out_of_bounds_and_anywhere_within() => Gen.Select(
        Words, Gen.Int[1, 150], Gen.Int[0, 60], Gen.Int[1, 60]).Sample((words, low, more, gap) =>
    {
        var view = Learn(words);
        List<StateRange> bounds =
            [new(low, low + more), new(low + more + gap, low + more + gap)];
        var anywhere = new Crossings(view, NothingHeard, NoTaboo).Across(view.Count);
        Assert.Equal(
            anywhere.Where(entry => bounds.Exists(
                range => entry.State >= range.First && entry.State <= range.Last)),
            new Crossings(view, NothingHeard, NoTaboo, bounds).Across(view.Count));
        Assert.Empty(new Crossings(view, NothingHeard, NoTaboo, []).Across(view.Count));
    });

    [Fact]
    public void Both_ends_of_a_bound_are_within_it()
    {
        var (view, entry) = One(_ => 0);
        StateRange only = new(entry.State, entry.State);
        Assert.Contains(
            new Crossings(view, NothingHeard, NoTaboo, [only]).Across(view.Count),
            one => one.State == entry.State);
    }

    [Fact]
    public void Where_the_harmonic_stem_rests_the_percussive_words_are_followed()
    {
        int[] drums = [.. Enumerable.Range(0, 120).Select(i => i * i % 7)];
        var view = Learn(drums, _ => Struck());
        var across = new Crossings(view, NothingHeard, NoTaboo).Across(view.Count);
        Assert.NotEmpty(across);
        Assert.All(across, entry => Assert.Equal(
            view.LetterOf(view.Count, Stem.Percussive),
            view.LetterOf(entry.State - 1, Stem.Percussive)));
    }

    [Fact]
    public void Where_it_speaks_the_harmonic_words_are_followed()
    {
        // The drum is the same throughout, and would lead anywhere.
        int[] words = [.. Enumerable.Range(0, 200).Select(i => i * i % 11)];
        var view = Learn(words, _ => Pitched(60) with { Drum = true });
        Assert.All(new Crossings(view, NothingHeard, NoTaboo).Across(150), entry => Assert.Equal(
            view.LetterOf(150, Stem.Harmonic), view.LetterOf(entry.State - 1, Stem.Harmonic)));
    }

    /// <summary>A memory whose end was heard once before, and the crossing to there.</summary>
    private static (MemoryView View, CrossingCandidate Entry) One(Func<int, double> onset)
    {
        int[] words = [1, 2, 3, .. Enumerable.Range(10, 40), 1, 2, 3];
        var view = Learn(words, i => Pitched(60, onset: onset(i)));
        var entry = new Crossings(view, NothingHeard, NoTaboo).Across(view.Count)
            .First(one => one.State == 4);
        Assert.Equal(3, entry.Matched);
        return (view, entry);
    }
}
