using System.Text.RegularExpressions;
using Xunit;

namespace Antiphon.Tests.Style;

/// <summary>What the documents promise: short, whole, and true of the tree they describe.</summary>
public sealed class DocsTests
{
    private const int KiB = 1024;
    private const string Planted = "docs/planted.md";

    [Theory]
    [InlineData("ARCHITECTURE.md", 14 * KiB)]
    [InlineData("README.md", 12 * KiB - 1)]
    public void What_everybody_reads_stays_short(string path, int mostBytes)
    {
        var bytes = new FileInfo(Path.Combine(SourceTree.Root, path)).Length;
        Assert.True(bytes <= mostBytes, $"{path}: {bytes} bytes, at most {mostBytes}");
    }

    [Fact]
    public void Links_lead_somewhere()
    {
        var links = DocsTree.Files.SelectMany(DocsTree.Links).ToList();
        Assert.True(links.Count > 100, $"{links.Count} links");
        Assert.DoesNotContain(links, link => !DocsTree.Leads(link));
    }

    [Theory]
    [InlineData("[a](hearing.md)", true)]
    [InlineData("[a](hearing.md#the-perception-contract)", true)]
    [InlineData("[a](../README.md)", true)]
    [InlineData("[a](nowhere.md)", false)]
    [InlineData("[a](hearing.md#no-such-heading)", false)]
    [InlineData("[a](#no-such-heading)", false)]
    public void A_link_into_nothing_is_found(string text, bool leads) =>
        Assert.Equal(
            leads, DocsTree.Leads(Assert.Single(DocsTree.Links(new DocsFile(Planted, text)))));

    [Fact]
    public void Paths_that_are_named_are_there()
    {
        var paths = DocsTree.Files.SelectMany(DocsTree.Paths).ToList();
        Assert.True(paths.Count > 30, $"{paths.Count} paths");
        Assert.DoesNotContain(paths, path => !DocsTree.IsThere(path));
    }

    [Theory]
    [InlineData("in `src/Actors/Rig/RigGraph.cs`.", true)]
    [InlineData("in src/Actors/Rig.", true)]
    [InlineData("in `src/Actors/Nowhere`", false)]
    [InlineData("in `tests/Actors.Tests/Nowhere.cs`", false)]
    public void A_path_of_nothing_is_found(string text, bool isThere) =>
        Assert.Equal(
            isThere, DocsTree.IsThere(Assert.Single(DocsTree.Paths(new DocsFile(Planted, text)))));

    [Fact]
    public void Decisions_are_numbered_without_holes()
    {
        var decisions = DocsTree.Decisions;
        Assert.True(decisions.Count > 40, $"{decisions.Count} decisions");
        Assert.Equal(
            Enumerable.Range(1, decisions.Count).Select(number => $"{number:0000}"),
            decisions.Select(decision => decision.Name[..4]));
    }

    [Fact]
    public void A_decision_is_short_and_dated_and_stands_in_the_list()
    {
        var list = File.ReadAllText(Path.Combine(DocsTree.DecisionsFolder, "README.md"));
        Assert.Empty(
            from decision in DocsTree.Decisions
            let form = Regex.Match(
                decision.Text,
                $@"\A# {decision.Name[..4]}\. (?<title>.+)\n\n(?<date>\d{{4}}-\d\d-\d\d)\n\n"
                + @"\*\*Context\.\*\* (.|\n)+\n\n\*\*Decision\.\*\* (.|\n)+"
                + @"\n\n\*\*Consequence\.\*\* (.|\n)+\n\z")
            let row = $"| [{decision.Name[..4]}]({decision.Name}) | {form.Groups["date"]} | "
                + $"{form.Groups["title"]} |"
            where !form.Success || decision.Text.Split('\n').Length > 20
                || !list.Contains(row, StringComparison.Ordinal)
            select decision.Name);
    }

    [Fact]
    public void The_map_shows_every_room_in_the_order_of_the_law() =>
        Assert.Equal(
            RoomLawTests.Rooms, DocsTree.Map.Select(row => row.Room));

    [Fact]
    public void The_map_shows_every_floor_of_a_room() =>
        Assert.Empty(
            from row in DocsTree.Map
            from floor in DocsTree.Floors(row.Room)
            where !row.Text.Contains($"`{floor}`", StringComparison.Ordinal)
            select $"{row.Room}/{floor}");

    [Fact]
    public void The_glossary_says_each_term_once()
    {
        var terms = Regex.Matches(DocsTree.Read("docs/glossary.md"), @"^\| (?!term |---)([^|]+) \|",
            RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.True(terms.Count > 50, $"{terms.Count} terms");
        Assert.Equal(terms.Distinct(), terms);
    }
}
