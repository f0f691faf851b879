using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>The line that costs least is found, and reaches its goal.</summary>
public sealed class LineSearchTests
{
    [Fact]
    public void A_line_that_asks_for_tones_of_the_chord_is_kept_as_it_is()
    {
        int[] wants = [35, 37, 39, 37, 35];
        var found = new LineSearch().Find(Space(wants, goal: 0), [], new SplitMix64(1))!;
        Assert.Equal(wants, found.Degrees);
        Assert.Equal(0, found.Costs.Form, 9);
        Assert.Equal(0, found.Costs.Harmony, 9);
    }

    [Fact]
    public void The_last_note_is_the_goal_whatever_the_form_asks_for()
    {
        foreach (var goal in Enumerable.Range(0, 7))
        {
            var found = new LineSearch().Find(
                Space([35, 36, 37, 38, 39], goal), [], new SplitMix64(1))!;
            Assert.Equal(goal, Ladder.StepOf(found.Degrees[^1]));
        }
    }

    [Fact]
    public void No_line_of_a_thousand_drawn_ones_costs_less()
    {
        var random = new SplitMix64(9);
        int?[] wants = [35, null, 39, 40, null, 36];
        var space = Space(wants, goal: 4);
        var found = new LineSearch().Find(space, [], new SplitMix64(1))!;
        for (var i = 0; i < 1000; i++)
        {
            int[] line = [.. Enumerable.Range(0, 6).Select(_ => 32 + random.NextInt(10))];
            line[5] = 39;
            Assert.True(Costs(space, line).Sum >= found.Costs.Sum - 0.31);
        }
    }

    [Fact]
    public void Notes_that_stand_are_not_touched()
    {
        var found = new LineSearch().Find(
            Space([35, 36, 37, 38, 39], goal: 0), [33, 34], new SplitMix64(1))!;
        Assert.Equal([33, 34], found.Degrees.Take(2));
    }

    [Fact]
    public void A_line_begins_within_an_octave_of_where_the_last_one_left_off()
    {
        int? First(int? lastKey)
        {
            int?[] wants = [null, null, null];
            var register = new PhraseRegister(48, 84, 78) { LastKey = lastKey };
            var space = Space(wants, goal: 0, register);
            var found = new LineSearch().Find(space, [], new SplitMix64(1))!;
            return space.KeyOf(0, found.Degrees[0]);
        }

        Assert.True(First(null) >= 72);
        Assert.InRange(First(62)!.Value, 62, 73);
    }

    [Fact]
    public void A_range_in_which_the_goal_does_not_lie_has_no_line() =>
        Assert.Null(new LineSearch().Find(
            Space([35, 36], goal: 6, new PhraseRegister(60, 62, 61)), [], new SplitMix64(1)));

    [Fact]
    public void The_dominant_of_a_minor_key_has_its_leading_tone()
    {
        var minor = new MusicalKey(9, IsMinor: true, 1);
        var ladder = new Ladder(minor, PlayedCall.Chord(4, 8, 11));
        Assert.Equal(68, ladder.KeyOf(ladder.DegreeOf(69) - 1));
        Assert.Equal(67, new Ladder(minor, PlayedCall.Chord(9, 0, 4)).KeyOf(
            ladder.DegreeOf(69) - 1));
        foreach (var degree in Enumerable.Range(-7, 80))
        {
            Assert.Equal(degree, ladder.DegreeOf(ladder.KeyOf(degree)));
        }
    }

    [Fact]
    public void Who_is_back_at_once_twice_in_a_row_only_breathes()
    {
        var returns = new PlayerReturns();
        returns.Add(1);
        returns.Add(5);
        returns.Add(1.5);
        Assert.False(returns.Breathes);
        returns.Add(2.5);
        Assert.True(returns.Breathes);
        returns.Add(4);
        Assert.False(returns.Breathes);
    }

    [Fact]
    public void Where_pauses_take_turns_the_next_one_is_foreseen()
    {
        var returns = new PlayerReturns();
        Assert.Equal(8, returns.Usual(8));
        foreach (var pause in (ReadOnlySpan<double>)[8, 4])
        {
            returns.Add(pause);
        }

        Assert.Equal(4, returns.Usual(8));
        returns.Add(8);
        Assert.Equal(4, returns.Usual(8));
        returns.Add(4);
        Assert.Equal(8, returns.Usual(8));
        returns.Add(3);
        Assert.Equal(3, returns.Usual(8));
        // A rest within a phrase is no return.
        returns.Add(1);
        Assert.Equal(3, returns.Usual(8));
    }

    [Fact]
    public void Figures_are_kept_within_bounds_and_the_motif_stands_out()
    {
        var call = new PlayedCall();
        var memory = new FigureMemory();
        for (var i = 0; i < FigureMemory.MostOfPlayer + 5; i++)
        {
            memory.Add(call.Figure());
        }

        Assert.Equal(FigureMemory.MostOfPlayer, memory.Player.Count);
        var figure = call.Figure();
        Assert.True(memory.Salience(figure, 0) > memory.Salience(figure, 3));
    }

    [Fact]
    public void A_phrase_that_went_on_is_one_figure()
    {
        var figure = new PlayedCall().Figure();
        var memory = new FigureMemory();
        memory.Add(figure with { Notes = [.. figure.Notes.Take(5)] });
        memory.Add(figure);
        Assert.Equal(figure, Assert.Single(memory.Player));
    }

    [Fact]
    public void A_shuffled_memory_keeps_rhythm_and_tones_of_a_figure_and_not_their_order()
    {
        var figure = new PlayedCall().Figure();
        FigureMemory Remembering(ulong seed)
        {
            var memory = new FigureMemory([new CorpusFigure(figure, [])], new FigureShuffle(seed));
            memory.Add(figure);
            memory.Add(figure);
            memory.Add(figure with { Owner = FigureOwner.Own });
            return memory;
        }

        var (memory, same, other) = (Remembering(1), Remembering(1), Remembering(2));
        Figure[] all = [.. memory.Player, .. memory.Own];
        Assert.All(all, kept =>
        {
            Assert.Equal(
                figure.Notes.Select(note => (note.Position, note.Length)),
                kept.Notes.Select(note => (note.Position, note.Length)));
            Assert.Equal(Degrees(figure).Order(), Degrees(kept).Order());
            Assert.NotEqual(Degrees(figure), Degrees(kept));
        });
        Assert.Equal(Degrees(memory.Player[0]), Degrees(same.Player[0]));
        Assert.NotEqual(Degrees(memory.Player[0]), Degrees(other.Player[0]));
        Assert.NotEqual(Degrees(memory.Player[0]), Degrees(memory.Player[1]));
        var ofCorpus = memory.Draw(
            new SourceWeights(0, 0, 0, 1), new NavigationOptions(), default, new(1));
        Assert.NotEqual(Degrees(figure), Degrees(Assert.Single(ofCorpus)));

        static IEnumerable<int> Degrees(Figure one) => one.Notes.Select(note => note.Degree);
    }

    [Fact]
    public void A_tone_that_leaps_far_away_and_back_is_not_trusted()
    {
        var notes = new PlayedCall().Notes();
        notes[5] = notes[5] with { Key = notes[5].Key + 12 };
        var call = new PlayedCall();
        var figure = Figure.Of(
            notes, call.Line, call.Grid(), new Ladder(PlayedCall.CMajor, default));
        Assert.Equal([5], Enumerable.Range(0, 16).Where(i => !figure.Notes[i].IsSure));
        Assert.All(call.Figure().Notes, note => Assert.True(note.IsSure));
    }

    private static SearchSpace Space(
        int?[] wants, int goal, PhraseRegister? register = null) => new(
        [.. wants.Select((want, i) => new PhraseSlot(i, 1, want, i))],
        PlayedCall.Beats(),
        new PhraseHarmony(
            PlayedCall.CMajor, [new ChordSpan(0, PlayedCall.Chord(0, 4, 7))]),
        goal,
        [.. Enumerable.Repeat(1.0, 12)],
        register ?? new PhraseRegister(48, 84, 64),
        new LineWeights());

    private static SearchSpace Space(int[] wants, int goal, PhraseRegister? register = null) =>
        Space([.. wants.Select(want => (int?)want)], goal, register);

    private static LineCosts Costs(SearchSpace space, int[] line)
    {
        var costs = new LineCosts();
        for (var i = 0; i < line.Length; i++)
        {
            costs += space.Alone(i, line[i]);
            costs += i == 0
                ? default
                : space.Step(i, line[i - 1], line[i], i > 1 ? line[i - 1] - line[i - 2] : null);
        }

        return costs;
    }
}
