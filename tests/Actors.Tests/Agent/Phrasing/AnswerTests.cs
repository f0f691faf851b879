using Antiphon.Agent;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>An answer is what its explanation says, and ends as it was planned.</summary>
public sealed class AnswerTests
{
    private static readonly ulong[] Seeds = [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [InlineData(PhraseForm.Repeat)]
    [InlineData(PhraseForm.Sequence)]
    [InlineData(PhraseForm.Invert)]
    [InlineData(PhraseForm.Augment)]
    [InlineData(PhraseForm.Fragment)]
    internal void A_form_that_is_named_can_be_recomputed_from_the_notes(PhraseForm form)
    {
        var named = 0;
        foreach (var seed in Seeds)
        {
            var call = new PlayedCall { Forms = PlayedCall.Only(form) };
            var plan = call.Answer(seed);
            if (!plan.Reason.Follows)
            {
                Assert.Contains("freely after", plan.Reason.Words, StringComparison.Ordinal);
                continue;
            }

            named++;
            Assert.Equal(form, plan.Reason.Development.Form);
            Assert.Contains("your figure of 0:00", plan.Reason.Words, StringComparison.Ordinal);
            Assert.True(Recomputed(call, plan) >= plan.Reason.Kept, $"seed {seed}");
        }

        Assert.InRange(named, 4, Seeds.Length);
    }

    [Fact]
    public void An_inverted_figure_falls_where_the_player_rose()
    {
        var plan = new PlayedCall { Forms = PlayedCall.Only(PhraseForm.Invert) }.Answer();
        var figure = plan.Reason.Development.Figure;
        var (against, moves) = (0, 0);
        for (var i = 1; i < plan.Space.Slots.Length; i++)
        {
            var (from, to) = (plan.Space.Slots[i - 1].Source, plan.Space.Slots[i].Source);
            if (from < 0 || to != from + 1)
            {
                continue;
            }

            var asked = figure.Notes[to].Degree - figure.Notes[from].Degree;
            var played = plan.Found.Degrees[i] - plan.Found.Degrees[i - 1];
            moves += asked == 0 ? 0 : 1;
            against += Math.Sign(played) == -Math.Sign(asked) && asked != 0 ? 1 : 0;
        }

        Assert.True(moves >= 3 && against >= 0.7 * moves, $"{against} of {moves}");
    }

    [Fact]
    public void What_it_made_of_a_figure_before_is_taken_up_and_not_turned_over_once_more()
    {
        var call = new PlayedCall
        {
            Forms = PlayedCall.Only(PhraseForm.Invert, new SourceWeights(0, 0, 1, 0)),
        };
        var memory = call.Memory();
        memory.Add(call.Figure() with { Owner = FigureOwner.Own });
        var plan = new PhraseComposer().Compose(call.Order(), memory, new(1))!;
        Assert.Equal(FigureOwner.Own, plan.Reason.Development.Figure.Owner);
        Assert.Equal(PhraseForm.Repeat, plan.Reason.Development.Form);
    }

    [Theory]
    [InlineData(Mode.Contrast, true)]
    [InlineData(Mode.Contrast, false)]
    [InlineData(Mode.Lead, true)]
    internal void Only_what_contrasts_with_much_goes_at_half_the_speed(Mode mode, bool playsMuch)
    {
        var call = new PlayedCall { Mode = mode };
        var halved = Seeds.Count(seed => new PhraseComposer().Compose(
            call.Order() with { PlaysMuch = playsMuch }, call.Memory(), new(seed))!
            .Reason.Development.Form == PhraseForm.Augment);
        Assert.True(mode == Mode.Contrast && playsMuch ? halved >= 3 : halved == 0, $"{halved}");
    }

    [Fact]
    public void A_fragment_of_two_tones_is_not_rocked()
    {
        var call = new PlayedCall { Forms = PlayedCall.Only(PhraseForm.Fragment) };
        var figure = call.Figure() with
        {
            Notes = [.. Enumerable.Range(0, 8).Select(i => new FigureNote(i, 0.9, 35 + i % 2))],
        };
        foreach (var seed in Seeds)
        {
            var memory = new FigureMemory();
            memory.Add(figure);
            var plan = new PhraseComposer().Compose(call.Order(), memory, new(seed))!;
            Assert.NotEqual(0, plan.Reason.Development.Step);
            var body = PlayedCall.Melody(plan).SkipLast(1);
            Assert.True(body.Select(note => note.Key).Distinct().Count() > 2);
        }
    }

    [Fact]
    public void Of_two_figures_the_one_that_suits_the_chord_is_taken_up()
    {
        // Of two own figures, one is of D, F, A and B alone and rubs against C.
        var tune = new PlayedCall().Figure() with { Owner = FigureOwner.Own };
        var stranger = tune with
        {
            From = tune.From.PlusSeconds(1),
            Notes = [.. tune.Notes.Select((note, i) => note with { Degree = 35 + (3 * i % 7) })],
        };
        var suits = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var memory = new FigureMemory();
            memory.Add(tune);
            memory.Add(stranger);
            var call = new PlayedCall
            {
                LastChord = [0, 4, 7],
                Forms = PlayedCall.Only(PhraseForm.Repeat, new SourceWeights(0, 0, 1, 0)),
            };
            var plan = new PhraseComposer().Compose(call.Order(), memory, new(seed))!;
            suits += plan.Reason.Development.Figure == tune ? 1 : 0;
        }

        // By chance alone it would be half of them.
        Assert.InRange(suits, 26, 40);
    }

    [Fact]
    public void A_figure_of_which_little_would_be_left_gives_way_to_what_was_played_last()
    {
        // Tones two octaves apart, which no line of steps can take up.
        var torn = new PlayedCall().Figure();
        torn = torn with
        {
            Owner = FigureOwner.Own,
            Notes = [.. torn.Notes.Select((note, i) => note with { Degree = 30 + 14 * (i % 2) })],
        };
        foreach (var seed in Seeds)
        {
            var call = new PlayedCall
            {
                Forms = PlayedCall.Only(PhraseForm.Repeat, new SourceWeights(0, 0, 1, 0)),
            };
            var memory = call.Memory();
            memory.Add(torn);
            var plan = new PhraseComposer().Compose(call.Order(), memory, new(seed))!;
            Assert.Equal(FigureOwner.Player, plan.Reason.Development.Figure.Owner);
            Assert.False(plan.Reason.IsFree);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer_and_another_seed_another()
    {
        var call = new PlayedCall { ChordsEvery = 2 };
        Assert.Equal([.. call.Answer(7).Notes], (PhraseNote[])[.. call.Answer(7).Notes]);
        Assert.Equal(call.Answer(7).Reason.Words, call.Answer(7).Reason.Words);
        var other = new PlayedCall { Mode = Mode.Contrast };
        Assert.True(Seeds.Select(seed => string.Join(',', other.Answer(seed).Notes)).Distinct()
            .Count() >= 4);
    }

    [Fact]
    public void How_strictly_strong_beats_take_tones_of_the_chord_can_be_set()
    {
        Assert.True(Inside(9) >= 0.9);
        Assert.True(Inside(9) > Inside(0));
    }

    [Fact]
    public void Nothing_that_was_played_is_answered_by_nothing() =>
        Assert.Null(new PhraseComposer().Compose(
            new PlayedCall().Order(), new FigureMemory(), new(1)));

    [Fact]
    public void Without_a_beat_it_answers_soon_and_in_the_players_own_time()
    {
        var call = new PlayedCall();
        var line = BeatLine.Free(default, 0.43);
        var order = call.Order();
        var memory = new FigureMemory();
        memory.Add(Figure.Of(
            call.Notes(), line, Subdivision.Free, new Ladder(PlayedCall.CMajor, default)));
        var plan = new PhraseComposer().Compose(
            order with
            {
                Line = line,
                Grid = Subdivision.Free,
                RoomEnd = line.PositionOf(order.Now.PlusSeconds(4)),
                Forms = PlayedCall.Only(PhraseForm.Repeat),
            }, memory, new(1))!;
        var onsets = PlayedCall.Melody(plan)
            .Select(note => PhraseInHand.Timed(note, plan.Order).Onset)
            .ToList();
        Assert.InRange(onsets[0].SecondsSince(call.Notes()[^1].End), 0.2, 0.6);
        // The player's steps are of half a second and a quarter; the entrance may come early.
        var body = onsets.Skip(1).SkipLast(1).ToList();
        Assert.All(body.Zip(body.Skip(1)), pair => Assert.Contains(
            Math.Round(pair.Second.SecondsSince(pair.First), 2), (double[])[0.25, 0.5, 1]));
    }

    [Fact]
    public void Without_room_there_is_an_answer_still()
    {
        foreach (var seed in Seeds)
        {
            Assert.NotEmpty(new PlayedCall { RoomBeats = 0.5 }.Answer(seed).Notes);
        }
    }

    private static double Inside(double strongOutside)
    {
        var (inside, strong) = (0, 0);
        foreach (var seed in Seeds)
        {
            var call = new PlayedCall();
            var plan = new PhraseComposer().Compose(
                call.Order() with { Weights = new LineWeights { StrongOutside = strongOutside } },
                call.Memory(), new(seed))!;
            foreach (var note in PlayedCall.Melody(plan))
            {
                if (plan.Order.Line.InBar(note.Position) is < 0.01 or (> 1.99 and < 2.01))
                {
                    strong++;
                    inside += plan.Space.Harmony.At(note.Position).Has(note.Key) ? 1 : 0;
                }
            }
        }

        return (double)inside / strong;
    }

    // From the player's notes and the words of the reason alone: how many notes agree.
    private static int Recomputed(PlayedCall call, PhrasePlan plan)
    {
        var degrees = call.Figure().Notes;
        var (form, agree) = (plan.Reason.Development.Form, 0);
        var melody = PlayedCall.Melody(plan);
        var (copy, last) = (0, -1);
        for (var i = 0; i < melody.Count; i++)
        {
            var source = plan.Space.Slots[i].Source;
            if (source < 0)
            {
                continue;
            }

            copy += source <= last ? 1 : 0;
            last = source;
            var degree = degrees[source].Degree;
            var ladder = plan.Space.Harmony.LadderAt(melody[i].Position);
            agree += Enumerable.Range(copy, 3).Any(times => melody[i].Key == ladder.KeyOf(
                plan.Reason.Shift + (form == PhraseForm.Invert ? -degree : degree)
                + times * plan.Reason.Development.Step)) ? 1 : 0;
        }

        return agree;
    }
}
