using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

public sealed class CorpusFiguresTests
{
    private const double Beat = PlayedCall.BeatSeconds;

    [Fact]
    public void A_phrase_of_a_recording_is_the_figure_that_it_would_be_of_a_player()
    {
        var call = new PlayedCall { ChordsEvery = 4 };
        var notes = call.Notes();
        var melody = Texture.Of(notes).Melody;
        var grid = Subdivision.Hear(
            [.. notes.Select(note => call.Line.PositionOf(note.Onset))], BeatDivision.Straight);
        var live = Figure.Of(melody, call.Line, grid, new Ladder(PlayedCall.CMajor, default));

        var figure = Assert.Single(CorpusFigures.Of([Piece(notes)])).Figure;
        Assert.Equal(live.Notes.Select(Rounded), figure.Notes.Select(Rounded));
        Assert.Equal(
            (FigureOwner.Corpus, "tune", live.BarBeats),
            (figure.Owner, figure.Recording, figure.BarBeats));
    }

    [Fact]
    public void Phrases_end_at_rests_and_where_none_comes_at_a_bar()
    {
        // Two bars, two beats of rest, and nine bars without one.
        List<HeardNote> notes =
            [.. Quarters(0, 8), .. Quarters(12, 36)];
        var figures = CorpusFigures.Of([Piece(notes)]).Select(one => one.Figure).ToList();
        Assert.Equal([8, 16, 16, 4], figures.Select(figure => figure.Notes.Length));
        Assert.Equal(
            [0, 12, 28, 44], figures.Select(figure => Math.Round(figure.From.Seconds / Beat)));
        Assert.All(figures, figure => Assert.Equal(0, figure.Notes[0].Position, 3));
    }

    [Fact]
    public void Without_beats_it_is_free_and_without_a_key_no_figure()
    {
        var piece = Piece([.. Quarters(0, 6)]);
        var free = piece with { Music = piece.Music with { Beats = [] } };
        Assert.True(Assert.Single(CorpusFigures.Of([free])).Figure.IsFree);
        Assert.Empty(CorpusFigures.Of([piece with { Music = piece.Music with { Keys = [] } }]));
        Assert.Empty(CorpusFigures.Of([piece with { Music = RecordedMusic.Nothing }]));
    }

    [Fact]
    public void Figures_are_drawn_of_the_recording_and_the_label_that_are_asked_for()
    {
        var verse = new CorpusRegion("tune", 0, 3, "verse");
        List<HeardNote> notes = [.. Quarters(0, 4), .. Quarters(8, 4)];
        var memory = new FigureMemory(CorpusFigures.Of(
            [Piece(notes) with { Regions = [verse] }, Piece(notes, "other")]));

        Assert.Equal(
            ["other 0", "other 4", "tune 0", "tune 4"], Drawn(memory, new NavigationOptions()));
        Assert.Equal(
            ["other 0", "other 4"], Drawn(memory, new NavigationOptions { Recording = "other" }));
        Assert.Equal(["tune 0"], Drawn(memory, new NavigationOptions { Label = "verse" }));
        Assert.Empty(Drawn(memory, new NavigationOptions { Recording = "none" }));
        Assert.Empty(Drawn(memory, new NavigationOptions { CorpusWeight = 0 }));
    }

    [Fact]
    public void Who_recalls_nothing_live_answers_out_of_recordings()
    {
        var memory = new FigureMemory(CorpusFigures.Of([Piece([.. Quarters(0, 4)])]));
        memory.Add(CorpusFigures.Of([Piece([.. Quarters(40, 4)])])[0].Figure with
        {
            Owner = FigureOwner.Player,
            Recording = null,
        });
        Assert.Equal(["", "tune 0"], Drawn(memory, new NavigationOptions()));
        Assert.Equal(["tune 0"], Drawn(memory, new NavigationOptions { LiveWeight = 0 }));
    }

    [Fact]
    public void Of_its_own_turns_the_last_one_is_not_said_twice_on_end()
    {
        var memory = new FigureMemory();
        var own = CorpusFigures.Of([Piece([.. Quarters(0, 4), .. Quarters(8, 4)])])
            .Select(one => one.Figure with { Owner = FigureOwner.Own });
        List<string> drawn = [];
        foreach (var turn in own)
        {
            memory.Add(turn);
            drawn.Add(Assert.Single(Drawn(memory, new NavigationOptions())));
        }

        Assert.Equal(["tune 0", "tune 0"], drawn);
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var piece = Piece([.. Enumerable.Range(0, 40).SelectMany(i => Quarters(8 * i, 4))]);
        var many = CorpusFigures.Of(Enumerable.Repeat(piece, CorpusFigures.Most / 40 + 2));
        Assert.Equal(CorpusFigures.Most, many.Length);
    }

    private static FigureNote Rounded(FigureNote note) => note with
    {
        Position = Math.Round(note.Position, 6),
        Length = Math.Round(note.Length, 6),
    };

    // Which figures come up in many draws: recording and second.
    private static List<string> Drawn(FigureMemory memory, NavigationOptions taste)
    {
        var random = new SplitMix64(1);
        return Enumerable.Range(0, 200)
            .SelectMany(_ => memory.Draw(
                new SourceWeights(1, 1, 1, 1), taste, SampleTime.FromSeconds(1000), random))
            .Select(figure => figure.Recording is { } name
                ? $"{name} {Math.Round(figure.From.Seconds)}"
                : "")
            .Distinct().Order(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<HeardNote> Quarters(int from, int count) =>
        Enumerable.Range(from, count).Select(beat => new HeardNote(
            SampleTime.FromSeconds(beat * Beat), 0.9 * Beat, 60 + 2 * (beat % 4), -20));

    private static RememberedPiece Piece(IReadOnlyList<HeardNote> notes, string name = "tune") =>
        new(
            name,
            new RecordedMusic
            {
                Notes =
                [
                    .. notes.Select(note => new RecordedNote(
                        note.Onset, note.End, note.Key, (float)note.LevelDb)),
                ],
                Beats =
                [
                    .. Enumerable.Range(0, 400).Select(beat => new RecordedBeat(
                        SampleTime.FromSeconds(beat * Beat), 4, beat % 4)),
                ],
                Keys = [new RecordedKey(default, PlayedCall.CMajor)],
            },
            []);
}
