using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Notes;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class SetlistTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-set-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Pieces_follow_each_other_with_their_pauses()
    {
        var setlist = new Setlist([Piece("a", 60, pause: 15), Piece("b", 30)]);
        var pauses = setlist.Schedule(new(), Presets)
            .Where(given => given.Command is Pause)
            .Select(given => (given.At.Seconds, ((Pause)given.Command).On));
        Assert.Equal([(0.0, false), (60, true), (75, false), (105, true)], pauses);
        Assert.Equal(105, setlist.Seconds);
        Assert.Equal(["0:00:00", "0:01:15"], setlist.Times().Select(one => one.At));
    }

    [Fact]
    public void Every_piece_begins_from_the_settings_of_the_start()
    {
        var first = Piece("a", 60) with
        {
            Set = new Dictionary<string, double> { ["agent.melody.notesPerSecond"] = 2 },
            Mode = "mirror",
            Arc = true,
            MelodyProgram = 73,
        };
        var schedule = new Setlist([first, Piece("b", 30)]).Schedule(new(), Presets);
        var state = new ControlState(new());
        foreach (var given in schedule.TakeWhile(one => one.At.Seconds < 60))
        {
            state = state.After(given, out _);
        }

        Assert.Equal((2, Mode.Mirror), (state.Agent.Melody.NotesPerSecond, state.FixedMode));
        Assert.Equal(60, state.Agent.ArcSeconds);
        Assert.Contains(schedule, given => given.Command == new ChangeProgram(Voice.Melody, 73));
        foreach (var given in schedule.SkipWhile(one => one.At.Seconds < 60))
        {
            state = state.After(given, out _);
        }

        Assert.Equal(new AgentOptions().Melody, state.Agent.Melody);
        Assert.Null(state.FixedMode);
        Assert.Equal(0, state.Agent.ArcSeconds);
    }

    [Theory]
    [InlineData("mode", "piece 'a': mode takes shadow | mirror")]
    [InlineData("parameter", "piece 'a': there is no parameter 'agent.nothing'")]
    [InlineData("range", "piece 'a': ")]
    [InlineData("preset", "piece 'a': there is no preset 'none'")]
    [InlineData("program", "piece 'a': program 128")]
    [InlineData("seconds", "piece 'a': seconds are above 0")]
    [InlineData("empty", "no pieces")]
    public void What_cannot_be_played_is_refused_with_the_name_of_the_piece(
        string what, string why)
    {
        var piece = what switch
        {
            "mode" => Piece("a", 60) with { Mode = "loud" },
            "parameter" => Piece("a", 60) with { Set = Set("agent.nothing", 1) },
            "range" => Piece("a", 60) with { Set = Set("agent.melody.notesPerSecond", 100) },
            "preset" => Piece("a", 60) with { Preset = "none" },
            "program" => Piece("a", 60) with { MelodyProgram = 128 },
            _ => Piece("a", 0),
        };
        var setlist = new Setlist(what == "empty" ? [] : [piece]);
        var refusal = Assert.Throws<ControlException>(() => setlist.Schedule(new(), Presets));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_with_comments_and_without_unknown_keys()
    {
        var path = Path.Combine(_folder.FullName, "set.json");
        File.WriteAllText(
            path, """{ "pieces": [ { "name": "a", "seconds": 9, }, ] } // the end""");
        Assert.Equal(9, SetlistFile.Load(path).Pieces.Single().Seconds);
        File.WriteAllText(path, """{ "pieces": [ { "name": "a", "secnds": 9 } ] }""");
        Assert.Contains(
            "secnds",
            Assert.Throws<ControlException>(() => SetlistFile.Load(path)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ControlException>(
            () => SetlistFile.Load(Path.Combine(_folder.FullName, "missing.json")));
    }

    [Fact]
    public void A_preset_names_a_file_of_its_folder_and_nothing_else()
    {
        var kept = new Dictionary<string, double> { ["agent.level"] = 0.5 };
        Presets.Save("soft-1", kept);
        Assert.Equal(kept, Presets.Find("soft-1"));
        Assert.Null(Presets.Find("other"));
        Assert.Throws<ControlException>(() => Presets.Save("../outside", kept));
        Assert.Throws<ControlException>(() => new PresetFolder("").Save("soft", kept));
        File.WriteAllText(Path.Combine(_folder.FullName, "broken.json"), "{");
        Assert.Contains(
            "preset 'broken' is damaged",
            Assert.Throws<ControlException>(() => Presets.Find("broken")).Message,
            StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.FullName, "soft*"));
    }

    [Theory]
    [InlineData("take.json", "{\"sound\": 1}", true)]
    [InlineData("take.json", "RIFF", true)]
    [InlineData("take.json", "{\"pieces\": []}", false)]
    [InlineData("take.json", "[1]", false)]
    public void A_preset_is_saved_over_nothing_that_is_none(
        string name, string text, bool isInput)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        var link = Path.Combine(_folder.FullName, "input");
        File.CreateSymbolicLink(link, file);
        var presets = new PresetFolder(_folder.FullName, isInput ? [link] : null);
        Assert.Contains(
            "preset 'take' is not saved",
            Assert.Throws<ControlException>(() => presets.Save("take", Set("a", 1))).Message,
            StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void A_preset_that_was_damaged_is_saved_again()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "soft.json"), "{\"agent.le");
        Presets.Save("soft", Set("a", 1));
        Presets.Save("soft", Set("a", 2));
        Assert.Equal(Set("a", 2), Presets.Find("soft"));
    }

    [Theory]
    [InlineData("null", "piece 1 of the setlist")]
    [InlineData("""{"name": null, "seconds": 9}""", "piece 1 of the setlist")]
    [InlineData("""{"name": "a", "seconds": 9, "set": null}""", "piece 1 of the setlist")]
    [InlineData("""{"name": "a", "seconds": 9, "chart": ""}""", "its chart names no file")]
    [InlineData("""{"name": "a", "seconds": 9, "chart": "b\u0000"}""", "its chart names no file")]
    public void A_piece_that_is_not_whole_is_refused(string piece, string why)
    {
        var path = Path.Combine(_folder.FullName, "set.json");
        File.WriteAllText(path, $"{{ \"pieces\": [ {piece} ] }}");
        var refusal = Assert.Throws<ControlException>(() => SetlistFile.Load(path));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    private PresetFolder Presets => new(_folder.FullName);

    private static SetlistPiece Piece(string name, double seconds, double pause = 0) =>
        new() { Name = name, Seconds = seconds, PauseSeconds = pause };

    private static Dictionary<string, double> Set(string name, double value) =>
        new() { [name] = value };
}
