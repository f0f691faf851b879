using Antiphon.Control;
using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class TextTableTests
{
    private static readonly string[] Headings = ["name", "address", "meaning"];
    private static readonly string[] Prose = ["meaning"];

    private static readonly string[][] Rows =
    [
        ["mute", "/antiphon/mute", "Nothing sounds while it is on; the rig listens on"],
        ["", "/antiphon/a/very/long/address/that/nobody/may/break/in/two", "x"],
    ];

    [Fact]
    public void What_fits_stands_in_columns()
    {
        var lines = TextTable.Lines(Headings, [Rows[0]], 100, Prose).ToList();
        Assert.Equal("", lines[0]);
        Assert.Equal("  name  address         meaning", lines[1]);
        Assert.Equal(
            "  mute  /antiphon/mute  Nothing sounds while it is on; the rig listens on", lines[3]);
    }

    [Fact]
    public void Prose_is_folded_between_words_in_its_column()
    {
        var lines = TextTable.Lines(Headings, [Rows[0]], 60, Prose).ToList();
        Assert.Equal("  mute  /antiphon/mute  Nothing sounds while it is on; the", lines[3]);
        Assert.Equal("                        rig listens on", lines[4]);
    }

    [Fact]
    public void Where_names_would_not_fit_each_row_is_a_list_and_they_stay_whole() =>
        Assert.Equal(
            [
                "",
                "  name     mute",
                "  address  /antiphon/mute",
                "  meaning  Nothing sounds while it is on;",
                "           the rig listens on",
                "",
                "  address  /antiphon/a/very/long/address/that/nobody/may/break/in/two",
                "  meaning  x",
            ],
            TextTable.Lines(Headings, Rows, 42, Prose));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void The_table_of_controls_is_read_at_any_width_without_a_broken_address(int width)
    {
        var lines = TextTable.Lines(
            ["name in a CC map", "OSC address", "takes", "meaning"],
            [.. ControlTable.Entries.Select(entry => (IReadOnlyList<string>)
                [entry.Name, entry.OscAddress, entry.Allowed, entry.Meaning])],
            width,
            ["takes", "meaning"]).ToList();

        Assert.All(ControlTable.Entries, entry => Assert.Contains(
            lines, line => $"{line} ".Contains($" {entry.OscAddress} ", StringComparison.Ordinal)));
        var longest = ControlTable.Entries.Max(entry => entry.OscAddress.Length) + 22;
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Math.Max(width, longest)));
    }

    [Fact]
    public void A_line_is_folded_between_words_and_keeps_its_margin() =>
        Assert.Equal(
            ["  one two", "  three", "  four"], TextTable.Fold("  one two three four", 10));

    [Fact]
    public void What_is_quoted_or_whole_is_never_broken()
    {
        Assert.Equal(
            ["say", "  'one two three four'", "  now"],
            TextTable.Fold("say 'one two three four' now", 12));
        Assert.Equal(
            ["left in", "  /home/my music/last night"],
            TextTable.Fold($"left in {TextTable.Whole("/home/my music/last night")}", 12));
        Assert.Equal("my music", TextTable.Plain(TextTable.Whole("my music")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("the player's own")]
    public void What_fits_is_left_as_it_is(string text) =>
        Assert.Equal([text], TextTable.Fold(text, 20));
}
