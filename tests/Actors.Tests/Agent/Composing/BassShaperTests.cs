using Antiphon.Agent;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Agent.ByHand;

namespace Antiphon.Tests.Agent;

public sealed class BassShaperTests
{
    private const double Articulation = 0.92;

    [Fact]
    public void Nothing_of_nothing() => Assert.Empty(BassShaper.Shape([], NoCall, 0.5));

    [Fact]
    public void One_frame_is_a_short_note()
    {
        var note = Assert.Single(Shape(Row(Pitched(45, -23, 4))));
        Assert.Equal((0, -23, 4), (note.Onset, note.LoudnessDb, note.Strength));
        Assert.Equal(45, note.Key, 3);
        Assert.Equal(Articulation * 0.3, note.Length, 9);
    }

    [Fact]
    public void Only_onsets_at_least_as_strong_as_their_median_bear_a_note_and_the_first_does() =>
        Assert.Equal([0, 1, 3], Onsets(Shape(Beats(2, 9, 3, 6))));

    [Fact]
    public void Between_onsets_no_note_begins() =>
        Assert.Single(Shape(Row([Pitched(45, onset: 9), .. Pitched(45).Times(200)]), step: 0.1));

    [Theory]
    [InlineData(0.49, new[] { 0, 1, 2, 3 })]
    [InlineData(0.51, new[] { 0, 2 })]
    [InlineData(1.1, new[] { 0, 3 })]
    public void Notes_are_at_least_a_step_apart(double step, int[] beats) =>
        Assert.Equal(beats, Onsets(Shape(Beats(9, 9, 9, 9), step)));

    [Theory]
    [InlineData(45, 43, 43)]
    [InlineData(43, 45, 43)]
    [InlineData(57, 69, 57)]
    [InlineData(60, 57, 57)]
    public void The_lowest_fundamental_of_the_bass_is_taken(
        double first, double second, double key) =>
        Assert.Equal(key, Shape(Row([Pitched(first), Pitched(second)]))[0].Key, 3);

    [Theory]
    [InlineData(0.24, 43)]
    [InlineData(0.26, 45)]
    public void A_quarter_of_a_second_is_looked_at(double later, double key) =>
        Assert.Equal(
            key, Shape([Frame(0, Pitched(45)), Frame(later, Pitched(43))])[0].Key, 3);

    [Fact]
    public void Above_the_bass_the_strongest_pitch_class_is_the_root() =>
        Assert.Equal(7, Assert.Single(Shape(
            [Frame(0, Pitched(58)).Over((10, 0.3), (7, 0.7))])).Key);

    [Fact]
    public void A_root_moves_with_its_frames() =>
        Assert.Equal(0, Assert.Single(Shape(
            [Frame(0, Pitched(60)).Over((7, 1)) with { Semitones = 5 }])).Key);

    [Fact]
    public void Under_drums_alone_the_root_is_that_of_the_call_and_without_one_nothing_is_played()
    {
        var frames = Row(Struck(onset: 9).Times(1));
        Assert.Empty(Shape(frames));
        var call = NoCall with { Chroma = Chroma((9, 2), (4, 1)) };
        Assert.Equal(9, Assert.Single(BassShaper.Shape(frames, call, 0.5)).Key);
    }

    [Theory]
    [InlineData(0.29, 0.69)]
    [InlineData(0.31, 0.4)]
    public void A_note_lasts_while_it_sounds_but_not_through_a_rest(double rest, double seconds) =>
        Assert.Equal(Articulation * seconds, Shape(
            [Frame(0, Pitched(45, onset: 9)), Frame(0.2, Pitched(45)), Frame(0.4, Pitched(45)),
                Frame(0.4 + rest, Pitched(45))])[0].Length, 9);

    [Fact]
    public void Whatever_is_recalled_the_line_is_sparse_and_low() => Gen.Select(
        Gen.Select(Gen.Double[24, 80].Nullable(), Gen.Double[0, 12], Gen.Int[0, 20]).Array[1, 150],
        Gen.Double[0.1, 2]).Sample((moments, step) =>
    {
        var at = 0.0;
        List<RecalledFrame> frames = [];
        foreach (var (key, onset, rest) in moments)
        {
            frames.Add(Frame(
                at, key is { } sung ? Pitched(sung, onset: onset) : Struck(onset: onset)));
            at += rest == 0 ? 0.4 : Hop;
        }

        var notes = Shape(frames, step);
        Assert.All(notes.Zip(notes.Skip(1)), pair => Assert.True(
            pair.Second.Onset - pair.First.Onset >= step));
        Assert.All(notes, note => Assert.InRange(note.Key, 0, 57.001));
        Assert.All(notes, note => Assert.InRange(
            note.Length, Articulation * 0.3 - 1e-9, Math.Max(0.3, at)));
        Assert.All(notes, note => Assert.Contains(frames, frame =>
            frame.OffsetSeconds == note.Onset && frame.Frame.Time == note.Source));
    });

    private static List<ShapedNote> Shape(List<RecalledFrame> frames, double step = 0.3) =>
        BassShaper.Shape(frames, NoCall, step);

    /// <summary>Low notes, half a second apart, each with the strength of its onset.</summary>
    private static List<RecalledFrame> Beats(params double[] strengths) =>
        [.. Enumerable.Range(0, strengths.Length * 50).Select(i => Frame(
            i * 0.01, Pitched(45, onset: i % 50 == 0 ? strengths[i / 50] : 0)))];

    private static List<int> Onsets(List<ShapedNote> notes) =>
        [.. notes.Select(note => (int)Math.Round(note.Onset / 0.5))];
}
