using System.Text.Json;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The rehearsal of a rig without a sound card; its speed is not asked here.</summary>
public sealed class RehearseTests
{
    [Fact]
    public async Task Machines_get_every_figure_the_split_and_a_verdict()
    {
        var run = await CommandRun.Here("rehearse", "--json", "--seconds", "3");

        Assert.True(run.ExitCode == 0, run.Errors);
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        Assert.Equal(
            [
                "seconds", "segments", "gaps", "firstLoss", "droppedSegments", "busyProcessors",
                "processors", "capture", "stagesMs", "midi", "settings", "bleed", "bleedRemark",
                "latency", "soundToNoteMs", "verdict",
            ],
            Keys(root));
        Assert.InRange(root.GetProperty("segments").GetInt64(), 1, 9);
        Assert.False(root.GetProperty("capture").GetProperty("live").GetBoolean());
        Assert.Equal("null:", root.GetProperty("midi").GetProperty("outputs").GetString());
        Assert.Equal("spectral", root.GetProperty("settings").GetProperty("encoder").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("bleed").ValueKind);
        Assert.Equal(
            "not measured (no live input and output)",
            root.GetProperty("bleedRemark").GetString());
        Assert.Equal(
            [
                "segment wait", "HPSS", "encode", "quantize", "hand over", "decide", "queue",
                "wire",
            ],
            root.GetProperty("latency").EnumerateArray()
                .Select(part => part.GetProperty("name").GetString()));
        Assert.Equal(
            ["holds", "sentences", "best"], Keys(root.GetProperty("verdict")));
        Assert.NotEmpty(root.GetProperty("verdict").GetProperty("sentences").EnumerateArray());
        foreach (var stage in new[] { "hpss", "encoder", "quantizer", "memory", "tokensAtAgent" })
        {
            Assert.True(
                root.GetProperty("stagesMs").GetProperty(stage).GetProperty("count").GetInt64() > 0,
                stage);
        }
    }

    [Fact]
    public async Task A_chart_that_is_none_is_refused_before_anything_is_measured()
    {
        using var files = new TestFiles();
        var chart = files.Text("tune.txt", "| C | Hm |");
        (await CommandRun.Here("rehearse", "--seconds", "1", "--chart", chart))
            .AssertRefused(2, chart, "line 1, column 7", "'Hm' is no chord");
        (await CommandRun.Here("rehearse", "--chart", files.Path("none.txt")))
            .AssertRefused(2, "there is no chart", "none.txt");
    }

    [Fact]
    public async Task A_length_that_makes_no_sense_is_refused() =>
        (await CommandRun.Here("rehearse", "--seconds", "0")).AssertRefused(2, "--seconds");

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);
}
