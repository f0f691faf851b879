using System.Text.RegularExpressions;
using Antiphon.Tests.Style;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The setlist of the documents can be played, and names are checked.</summary>
public sealed partial class SetlistExampleTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_example_of_the_documents_passes_its_dry_run()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "controls.md"));
        (await DryRun(Example().Match(text).Groups[1].Value)).Done();
    }

    [Theory]
    [InlineData("label", "soft", "the corpora have no labels")]
    [InlineData("recording", "take one", "the corpora have no recordings")]
    [InlineData("preset", "sparse", "there is no preset 'sparse'")]
    [InlineData("mode", "loud", "mode")]
    public async Task A_name_that_is_not_there_is_found_before_anybody_plays(
        string what, string name, string said) =>
        (await DryRun(
            $$"""{ "pieces": [ { "name": "One", "seconds": 60, "{{what}}": "{{name}}" } ] }"""))
            .AssertRefused(2, "piece 'One'", said);

    [Theory]
    [InlineData("melodyProgram", "128", "program 128 is not 0 to 127")]
    [InlineData("bassProgram", "-1", "program -1 is not 0 to 127")]
    public async Task A_program_that_no_instrument_has_is_found_too(
        string what, string program, string said) =>
        (await DryRun(
            $$"""{ "pieces": [ { "name": "One", "seconds": 60, "{{what}}": {{program}} } ] }"""))
            .AssertRefused(2, "piece 'One'", said);

    [Fact]
    public async Task What_follows_the_last_piece_is_checked()
    {
        (await DryRun(Ending("loop"))).Done();
        (await DryRun(Ending("again"))).AssertRefused(2, "play on", "again");

        static string Ending(string then) =>
            $$"""{ "then": "{{then}}", "pieces": [ { "name": "One", "seconds": 60 } ] }""";
    }

    [Theory]
    [InlineData("| C | Hm |", "line 1, column 7", "'Hm' is no chord")]
    [InlineData("", "there are no bars")]
    [InlineData(null, "there is no chart", "check the path")]
    public async Task A_chart_that_is_none_is_found_before_anybody_plays(
        string? text, params string[] said)
    {
        if (text is not null)
        {
            _files.Text("tune.txt", text);
        }

        const string setlist = """
            { "pieces": [ { "name": "One", "seconds": 60 },
              { "name": "Two", "seconds": 60, "chart": "tune.txt" } ] }
            """;
        (await DryRun(setlist)).AssertRefused(2, ["piece 'Two'", _files.Path("tune.txt"), .. said]);
        (await CommandRun.Here(
            "play", "--input", "demo:", "--freewheel", "--setlist", _files.Path("setlist.json"),
            "--session", _files.Path("s")))
            .AssertRefused(2, ["piece 'Two'", _files.Path("tune.txt"), .. said]);
        Assert.False(Directory.Exists(_files.Path("s")));
    }

    [Fact]
    public async Task A_piece_without_a_name_for_its_chart_is_told_so() =>
        (await DryRun("""{ "pieces": [ { "name": "One", "seconds": 60, "chart": "" } ] }"""))
            .AssertRefused(2, "piece 'One'", "chart");

    [Fact]
    public async Task A_dry_run_names_the_chart_of_each_piece()
    {
        _files.Text("tune.txt", "| C | G7 |");
        var run = (await DryRun(
            """
            { "pieces": [ { "name": "One", "seconds": 60, "chart": "tune.txt" },
              { "name": "Two", "seconds": 60 } ] }
            """)).Done();
        Assert.Contains("tune.txt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_a_setlist_is_not_written_over()
    {
        var chart = _files.Text("tune.mid", "| C | G7 |");
        var setlist = _files.Text(
            "set.json",
            """{ "pieces": [ { "name": "One", "seconds": 60, "chart": "tune.mid" } ] }""");
        (await CommandRun.Here(
            "play", "--input", "demo:", "--freewheel", "--setlist", setlist, "--output",
            $"file:{chart}")).AssertRefused(2, "what is read", chart);
        Assert.Equal("| C | G7 |", await File.ReadAllTextAsync(chart));
    }

    private async Task<CommandRun> DryRun(string setlist)
    {
        await File.WriteAllTextAsync(_files.Path("setlist.json"), setlist);
        return await CommandRun.Here(
            "play", "--setlist", _files.Path("setlist.json"), "--dry-run",
            "--set", $"service.stateFolder={_files.Path("state")}");
    }

    [GeneratedRegex("""```text\n(\{ "pieces".*?)```""", RegexOptions.Singleline)]
    private static partial Regex Example();
}
