using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Tests.Style;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>Charts as musicians write them, and what is wrong with those that are none.</summary>
public sealed class ChartTextTests
{
    [Theory]
    [InlineData("| Dm7 | G7 | C | % |", "Dm7 | G7 | C | C")]
    [InlineData("Dm7 | G7 | C | %", "Dm7 | G7 | C | C")]
    [InlineData("|Dm7|G7|C|%|", "Dm7 | G7 | C | C")]
    [InlineData("\uFEFF| Dm7 | G7 |\r\n\r\n| C | % |\r\n", "Dm7 | G7 | C | C")]
    [InlineData("| C | F |\r| G | C |", "C | F | G | C")]
    [InlineData("| C |  | G7 |   |", "C | C | G7 | G7")]
    [InlineData("| C | ./. | G7 |", "C | C | G7")]
    [InlineData("|: C | F :|", "C | F | C | F")]
    [InlineData("|: C | F :| x3", "C | F | C | F | C | F")]
    [InlineData("||: C | F :|| 3x | G ||", "C | F | C | F | C | F | G")]
    [InlineData("|: C | F :|: G :|", "C | F | C | F | G | G")]
    [InlineData("C | F :|", "C | F | C | F")]
    [InlineData("| C | F | x2\n| G |", "C | F | C | F | G")]
    [InlineData("| C | F | (x2)", "C | F | C | F")]
    [InlineData("|: C | F |1. G :|2. C |", "C | F | G | C | F | C")]
    [InlineData("|: C | [1. G | G7 :| [2. C ||", "C | G | G7 | C | C")]
    [InlineData("| N.C. | NC | (N.C.) | C |", "N.C. | N.C. | N.C. | C")]
    [InlineData("| C | G | # the end of it\n# not this\n; nor this\n// nor this", "C | G")]
    [InlineData("| F#m7 | C# | # sharps are no comments", "F#m7 | C#")]
    [InlineData("| C \"lightly\" | G |", "C | G")]
    [InlineData("| Dm7, G7 | C |", "Dm7 G7 | C")]
    [InlineData("| C | (Dm7 G7) |", "C | Dm7 G7")]
    [InlineData("‖ C | G ‖", "C | G")]
    public void Bars_are_read_as_they_are_played(string text, string bars) =>
        Assert.Equal(bars, Written(ChartText.Read(text)));

    [Theory]
    [InlineData("| C G |", "C@0 G@4")]
    [InlineData("| C F G |", "C@0 F@4 G@6")]
    [InlineData("| C F G Am |", "C@0 F@2 G@4 Am@6")]
    [InlineData("| C . . G |", "C@0 G@6")]
    [InlineData("| C / / G |", "C@0 G@6")]
    [InlineData("| C/// |", "C@0")]
    [InlineData("| C... |", "C@0")]
    [InlineData("| C/E/G7/ |", "C/E@0 G7@4", "C/E / G7 /")]
    [InlineData("| C F C F G7 C G7 C |", "C@0 F@1 C@2 F@3 G7@4 C@5 G7@6 C@7")]
    [InlineData("| 3/4 C G |", "C@0 G@4")]
    [InlineData("6/8\n| C G |", "C@0 G@6")]
    [InlineData("| 5/4 C G |", "C@0 G@6")]
    [InlineData("| 2/4 C G7 |", "C@0 G7@2")]
    public void Chords_of_a_bar_fall_on_its_beats(
        string text, string units, string? instead = null)
    {
        text = instead is null ? text : $"| {instead} |";
        Assert.Equal(units, string.Join(
            ' ', ChartText.Read(text).Bars[0].Chords.Select(one => $"{one.Name}@{one.Unit}")));
    }

    [Fact]
    public void A_beat_mark_before_a_chord_holds_that_of_the_bar_before() => Assert.Equal(
        ["C@0", "G@6"],
        ChartText.Read("| C | / / / G |").Bars[1].Chords.Select(one => $"{one.Name}@{one.Unit}"));

    [Theory]
    [InlineData("[A]\n| C | F |\n[B]\n| G |\nForm: AABA", "C | F | C | F | G | C | F")]
    [InlineData("AABA\n[A] | C |\n[B] | G |", "C | C | G | C", "Tune\n")]
    [InlineData("Form: A A B A\nA: | C |\nB: | G |", "C | C | G | C")]
    [InlineData("Form: verse x2, chorus\n[Verse] | C |\nChorus:\n| G |", "C | C | G")]
    [InlineData("Form: A2-B\nA: | C |\nA2: | D |\nB: | G |", "D | G")]
    [InlineData("[A]\n| C |\n[A]\n| D |\n[B]\n| G |\nForm: AABA", "C | D | G | D")]
    [InlineData("Verse | C | F |\nBridge | G |", "C | F | G")]
    [InlineData("A\n| C |\nB)\n| G |", "C | G")]
    [InlineData("| [A] C | F | [B] G |\nForm: A B A", "C | F | G | C | F")]
    public void Sections_are_played_in_the_form(string text, string bars, string before = "") =>
        Assert.Equal(bars, Written(ChartText.Read(before + text)));

    [Fact]
    public void An_intro_and_an_outro_do_not_come_round()
    {
        var chart = ChartText.Read("[Intro] | N.C. | C |\n[A] | F | G |\n[Coda] | C |");
        Assert.Equal((2, 4), (chart.LoopFrom, chart.LoopTo));
        Assert.Equal(chart.StartOf(2), chart.After(chart.StartOf(3), 8));
        Assert.Equal(chart.StartOf(2), chart.After(chart.StartOf(4), 8));
        Assert.Equal(chart.StartOf(1), chart.After(0, 8));
    }

    [Fact]
    public void What_a_chart_says_of_itself_is_read()
    {
        var chart = ChartText.Read(
            "Autumn Rain\nby nobody\n---\nKey: Bb\nTempo: 120 bpm\nTime: 3/4\nStyle: waltz\n"
            + "| Gm |");
        Assert.Equal(("Autumn Rain", 120.0), (chart.Title, chart.BeatsPerMinute));
        Assert.Equal((3, 4), (chart.Bars[0].Beats, chart.Bars[0].BeatOf));
        Assert.Equal(80, ChartText.Read("♩= 80\n| C |").BeatsPerMinute);
    }

    [Theory]
    [InlineData("| Dm7 | G7 | C | Am7 |", "C major C major C major C major")]
    [InlineData("| Am | Dm | E7 | Am |", "A minor A minor A minor A minor")]
    [InlineData("| Cm7 | F7 | Bbmaj7 | Ebmaj7 |", "Bb major Bb major Bb major Bb major")]
    [InlineData(
        "| C | F | G7 | C | C | F | G7 | C | E | A | B7 | E | E | A | B7 | E |",
        "C major C major C major C major C major C major C major C major "
        + "E major E major E major E major E major E major E major E major")]
    [InlineData("Key: Am\n| Am | F | C | G |", "A minor A minor A minor A minor")]
    [InlineData("Key: C\n| Am | F | C | G |", "C major C major C major C major")]
    public void Each_bar_knows_its_key(string text, string keys) => Assert.Equal(
        keys, string.Join(' ', ChartText.Read(text).Bars.Select(bar => bar.Key.Name())));

    [Theory]
    [InlineData("", "line 1, column 1: there are no bars")]
    [InlineData("Only a title\n", "there are no bars")]
    [InlineData("| C | Hm7 |", "line 1, column 7: 'Hm7' is no chord")]
    [InlineData("| C |\n| F | Gxx |", "line 2, column 7: 'Gxx' is no chord: 'xx'")]
    [InlineData("| % | C |", "line 1, column 2: the first bar is empty")]
    [InlineData("|: C | G |", "the repeat that begins with |:")]
    [InlineData("|: C | G |\n[B]\n| F |", "line 2, column 1: the repeat that begins with |:")]
    [InlineData("|: C |: G :|", "line 1, column 6: a repeat begins within a repeat")]
    [InlineData("|: C |2. G :|", "ending 2 does not follow ending 0")]
    [InlineData("| C . G |", "line 1, column 3: 3 chords and beats do not fit a bar of 4")]
    [InlineData("| C D E F G |", "5 chords and beats do not fit a bar of 4")]
    [InlineData("3/4\n| C D E F |", "do not fit a bar of 3")]
    [InlineData("17/4\n| C |", "line 1, column 1: there is no time 17/4")]
    [InlineData("Time: 4/5\n| C |", "line 1, column 7: there is no time 4/5")]
    [InlineData("Time: common\n| C |", "'common' is no time")]
    [InlineData("Key: H\n| C |", "line 1, column 6: 'H' is no key")]
    [InlineData("Tempo: fast\n| C |", "'fast' is no tempo")]
    [InlineData("Fomr: AABA\n| C |", "'Fomr' is no heading of a chart")]
    [InlineData("Form: AABA\n[A] | C |", "line 1, column 9: there is no section 'B'")]
    [InlineData("Form: A\nForm: A\n[A] | C |", "line 2, column 7: the form is told a second time")]
    [InlineData("Form: A\n| C |", "here are none")]
    [InlineData("Dm7 G7 C C", "line 1, column 1: 'Dm7 G7 C C' has no bar lines")]
    [InlineData("| C |\nand so on", "line 2, column 1: 'and so on' is neither bars nor a section")]
    [InlineData("| C |\nD.C. al Fine", "write how they are played")]
    [InlineData("| C | x99", "bars are played 1 to 64 times")]
    [InlineData("| C | x0", "bars are played 1 to 64 times")]
    [InlineData("| %% |", "write both bars out")]
    [InlineData("| C % |", "% stands for a whole bar")]
    [InlineData("| C\0 |", "line 1, column 4: this is no text")]
    public void What_is_wrong_is_told_with_its_place(string text, string error)
    {
        var said = Assert.Throws<ChartException>(() => ChartText.Read(text)).Message;
        Assert.Contains(error, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public void The_example_of_the_documents_is_a_chart()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/playing.md"));
        var begin = page.IndexOf("Title: A Minute", StringComparison.Ordinal);
        var text = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        Assert.Equal(
            "G | Em | Am D7 | G | G | Em | Am D7 | G | C | D/F# | Bm7 E7 | Am7 | D7sus4 D7 | "
            + "C | D/F# | Bm7 E7 | Am7 | N.C. | G | Em | Am D7 | G",
            Written(ChartText.Read(text)));
    }

    [Fact]
    public void A_chart_is_bounded()
    {
        var line = "| " + string.Join(" | ", Enumerable.Repeat("C", 64)) + " | x64\n";
        Assert.Throws<ChartException>(() => ChartText.Read(line));
        Assert.Throws<ChartException>(() => ChartText.Read(new string('#', 64_001)));
        Assert.Throws<ChartException>(() => ChartText.Read(
            "[A] | C | x64\nForm: A x64"));
        Assert.Equal(1024, ChartText.Read("[A] | C | x64\nForm: A x16").Bars.Length);
    }

    /// <summary>Whatever stands in a file, it is a chart or an error that names a place.</summary>
    [Fact]
    public void Any_text_is_a_chart_or_a_plain_error()
    {
        const string letters = "|:%[]AB CDmb7/.#x23\n-()\"";
        var random = new SplitMix64(1);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 1 + random.NextInt(40))
                .Select(_ => letters[random.NextInt(letters.Length)]));
            try
            {
                var chart = ChartText.Read(text);
                Assert.InRange(chart.Bars.Length, 1, Chart.MostBars);
                Assert.All(chart.Bars, bar => Assert.Equal(0, bar.Chords[0].Unit));
                Assert.InRange(chart.After(chart.Units - 1, 7), 0, chart.Units - 1);
            }
            catch (ChartException e)
            {
                Assert.StartsWith("line ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static string Written(Chart chart) =>
        string.Join(" | ", chart.Bars.Select(bar => bar.Written));
}
