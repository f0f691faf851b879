using System.Text.Json;
using Antiphon.Tests.Style;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Sessions that are played by a chart.</summary>
public sealed class ChartTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static string Shipped => Path.Combine(SourceTree.Root, "config/charts/demo.txt");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_session_by_a_chart_says_where_it_stands_and_replays_to_the_byte()
    {
        var chart = _files.Text("tune.txt", File.ReadAllText(Shipped));
        var run = (await CommandRun.Here(
            "play", "--input", "demo:band", "--freewheel", "--duration", "14", "--chart", chart,
            "--session", _files.Path("s"))).Done();
        Assert.Contains("chart: the chart is followed from bar", run.Output);
        File.Delete(chart);
        await AssertReplaysToTheByte();
        var bars = Told("s").GetProperty("chart");
        Assert.Contains("bar 3 of A", bars.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(bars.GetRawText(), Told("r").GetProperty("chart").GetRawText());
        Assert.Contains("tune.txt", Told("r").GetProperty("playedWith").GetRawText());
        Assert.Contains("chartFollowed", File.ReadAllText(_files.Path("s/events.jsonl")));

        // From the second bar of [A] on its chords are those that are known: Em, Am, D7.
        var roots = File.ReadLines(_files.Path("s/tokens.jsonl")).Select(Known)
            .Where(known => known.T is > 2.9 and < 8.9).ToList();
        var right = roots.Count(
            known => known.Root == (known.T < 4.84 ? 4 : known.T < 7.07 ? 9 : 2));
        Assert.True(right > 0.95 * roots.Count, $"{right} of {roots.Count}");
    }

    [Fact]
    public async Task Each_piece_of_a_setlist_is_played_by_its_own_chart_and_replays_to_the_byte()
    {
        Directory.CreateDirectory(_files.Path("charts"));
        _files.Text("charts/other.txt", "| Gb | B | Db7 | Gb |");
        _files.Text("charts/tune.txt", File.ReadAllText(Shipped));
        var setlist = _files.Text(
            "set.json",
            """
            { "pieces": [
              { "name": "Not this", "seconds": 4, "chart": "charts/other.txt" },
              { "name": "Minute", "seconds": 8, "chart": "charts/tune.txt" },
              { "name": "Free", "seconds": 9 } ] }
            """);
        var run = (await CommandRun.Here(
            "play", "--input", "demo:band", "--freewheel", "--duration", "14", "--setlist",
            setlist, "--session", _files.Path("s"))).Done();
        Assert.Contains("piece 2 of 3: Minute, 8 s, by the chart", run.Output);
        Assert.Contains("chart: the chart is followed from bar", run.Output);
        File.Delete(setlist);
        Directory.Delete(_files.Path("charts"), recursive: true);
        await AssertReplaysToTheByte();
        var (bars, pieces) = (Told("s").GetProperty("chart"), Told("s").GetProperty("pieces"));
        Assert.Equal(bars.GetRawText(), Told("r").GetProperty("chart").GetRawText());
        Assert.Equal(pieces.GetRawText(), Told("r").GetProperty("pieces").GetRawText());
        Assert.EndsWith("other.txt", pieces[0].GetProperty("chart").GetString());
        Assert.EndsWith("tune.txt", pieces[1].GetProperty("chart").GetString());
        Assert.False(pieces[2].TryGetProperty("chart", out _));
        var followed = bars.EnumerateArray()
            .Where(bar => bar.GetProperty("name").ValueKind == JsonValueKind.String)
            .Select(bar => bar.GetProperty("t").GetDouble()).ToList();
        Assert.NotEmpty(followed);
        Assert.All(followed, time => Assert.InRange(time, 3.9, 12.1));
    }

    [Fact]
    public async Task A_session_whose_chart_was_taken_out_of_its_start_is_no_session()
    {
        _files.Text("tune.txt", "| C | G7 |");
        var setlist = _files.Text(
            "set.json",
            """{ "pieces": [ { "name": "One", "seconds": 60, "chart": "tune.txt" } ] }""");
        (await CommandRun.Here(
            "play", "--input", _files.Wav("a.wav", seconds: 1), "--freewheel", "--setlist", setlist,
            "--session", _files.Path("s"))).Done();
        var start = File.ReadAllText(_files.Path("s/start.json"));
        File.WriteAllText(
            _files.Path("s/start.json"),
            start.Replace("\"charts\": [", "\"charts\": [], \"x\": ["));
        (await CommandRun.Here("replay", _files.Path("s"), "--session", _files.Path("r")))
            .AssertRefused(3, "start.json cannot be read");
    }

    [Fact]
    public async Task Without_a_chart_nothing_is_said_of_one()
    {
        (await CommandRun.Here(
            "play", "--input", _files.Wav("a.wav", seconds: 2), "--freewheel", "--session",
            _files.Path("s"))).Done();
        Assert.DoesNotContain("\"chart\"", File.ReadAllText(_files.Path("s/start.json")));
        Assert.DoesNotContain("\"chart\"", File.ReadAllText(_files.Path("s/tokens.jsonl")));
        Assert.Equal(0, Told("s").GetProperty("chart").GetArrayLength());
    }

    [Theory]
    [InlineData("| C | Hm |", "line 1, column 7", "'Hm' is no chord", "B")]
    [InlineData("[A]\n| C |\nForm: AB", "line 3, column 8", "there is no section 'B'")]
    [InlineData("", "line 1, column 1", "there are no bars")]
    public async Task A_chart_that_is_none_is_refused_with_its_place(
        string text, params string[] said)
    {
        var chart = _files.Text("tune.txt", text);
        (await CommandRun.Here("play", "--input", "demo:", "--chart", chart, "--freewheel"))
            .AssertRefused(2, [chart, .. said]);
    }

    [Fact]
    public async Task A_chart_that_is_no_file_is_refused()
    {
        (await CommandRun.Here("play", "--input", "demo:", "--chart", _files.Path("none.txt")))
            .AssertRefused(2, "there is no chart", "none.txt");
        Directory.CreateDirectory(_files.Path("folder"));
        (await CommandRun.Here("play", "--input", "demo:", "--chart", _files.Path("folder")))
            .AssertRefused(2, "it is a folder");
        var endless = _files.Text("long.txt", new string('\n', 300_000));
        (await CommandRun.Here("play", "--input", "demo:", "--chart", endless))
            .AssertRefused(2, "longer than");
    }

    [Fact]
    public async Task A_dry_run_shows_the_chart_as_it_is_played()
    {
        var run = (await CommandRun.Here("play", "--chart", Shipped, "--dry-run")).Done();
        Assert.Contains("| G | Em | Am | D7 |", run.Output, StringComparison.Ordinal);
        Assert.Contains("27 bars; the form goes round", run.Output, StringComparison.Ordinal);

        using var document = JsonDocument.Parse((await CommandRun.Here(
            "play", "--chart", Shipped, "--dry-run", "--json")).Done().Output);
        Assert.Equal(27, document.RootElement.GetProperty("bars").GetArrayLength());
    }

    private static (double T, int? Root) Known(string line)
    {
        using var document = JsonDocument.Parse(line);
        var token = document.RootElement;
        return (
            token.GetProperty("t").GetDouble(),
            token.TryGetProperty("chord", out var chord) && chord.ValueKind == JsonValueKind.Object
                ? chord.GetProperty("root").GetInt32()
                : null);
    }

    private async Task AssertReplaysToTheByte()
    {
        var replay = (await CommandRun.Here(
            "replay", _files.Path("s"), "--session", _files.Path("r"))).Done();

        Assert.DoesNotContain("differ", replay.Output, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllBytes(_files.Path("s/reply.mid")),
            File.ReadAllBytes(_files.Path("r/reply.mid")));
    }

    private JsonElement Told(string session)
    {
        var page = File.ReadAllText(_files.Path($"{session}/report.html"));
        var begin = page.IndexOf("{\"name\":", StringComparison.Ordinal);
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(page[begin..]));
        return JsonElement.ParseValue(ref reader);
    }
}
