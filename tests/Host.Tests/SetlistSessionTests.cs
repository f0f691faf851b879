using System.Text.Json;
using Antiphon.Host.Composition;
using Antiphon.Session;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A session that was played by a setlist remembers its pieces.</summary>
public sealed class SetlistSessionTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_report_of_a_replay_names_the_pieces_as_that_of_the_session_did()
    {
        var setlist = _files.Text(
            "set.json",
            """{ "pieces": [ { "name": "Nocturne", "seconds": 1, "pauseSeconds": 0.5 }, """
            + """{ "name": "Finale", "seconds": 0.75 } ], "then": "loop" }""");
        (await CommandRun.Here(
            "play", "--input", _files.Wav("a.wav", seconds: 4), "--freewheel", "--setlist",
            setlist, "--session", _files.Path("s"))).Done();
        File.Delete(setlist);
        (await CommandRun.Here(
            "replay", _files.Path("s"), "--session", _files.Path("r"))).Done();

        var pieces = Told("s").GetProperty("pieces").GetRawText();
        Assert.Contains("Nocturne", pieces, StringComparison.Ordinal);
        Assert.Contains("Finale", pieces, StringComparison.Ordinal);
        Assert.Equal(4, Told("s").GetProperty("pieces").GetArrayLength());
        Assert.Equal(pieces, Told("r").GetProperty("pieces").GetRawText());
        Assert.Equal(
            Told("s").GetProperty("playedWith").GetRawText(),
            Told("r").GetProperty("playedWith").GetRawText());
    }

    [Fact]
    public void A_setlist_that_was_damaged_on_disk_is_told_from_a_whole_one()
    {
        PlayedPiece[] pieces = [new("a", 0, 1)];
        Assert.True(new PlayedSetlist("set.json", pieces, 1.5).IsWhole());
        Assert.True(new PlayedSetlist("set.json", pieces, null).IsWhole());
        Assert.False(new PlayedSetlist("set.json", pieces, 0).IsWhole());
        Assert.False(new PlayedSetlist("set.json", null!, null).IsWhole());
        Assert.False(new PlayedSetlist(null!, pieces, null).IsWhole());
        Assert.False(new PlayedSetlist("set.json", [null!], null).IsWhole());
        Assert.False(new PlayedSetlist("set.json", [new(null!, 0, 1)], null).IsWhole());
        Assert.False(new PlayedSetlist("set.json", [new("a", 0, -1)], null).IsWhole());
    }

    // What the page is drawn from.
    private JsonElement Told(string session)
    {
        var page = File.ReadAllText(_files.Path($"{session}/report.html"));
        var begin = page.IndexOf("{\"name\":", StringComparison.Ordinal);
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(page[begin..]));
        return JsonElement.ParseValue(ref reader);
    }
}
