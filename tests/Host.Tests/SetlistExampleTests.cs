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
