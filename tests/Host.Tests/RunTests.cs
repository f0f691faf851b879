using System.Text.Json;
using Antiphon.Midi;
using Antiphon.Tensors.Io;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Whole runs of the program, as its users make them.</summary>
[Collection(TrainedOnce.Name)]
public sealed class RunTests(TrainedOnce trained) : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_demo_leaves_and_names_a_whole_session_and_the_same_one_twice()
    {
        var first = await Demo("first", async args => Named(
            await CommandRun.Here([.. args, "--json"]), "first"));
        var second = await Demo("second", AntiphonProcess.Run);

        Assert.Equal(0, first.GetProperty("gaps").GetInt64());
        Assert.Equal(26, first.GetProperty("framesPerSegment").GetInt32());
        Assert.Equal(0, first.GetProperty("notes").GetProperty("hanging").GetInt64());
        Assert.Equal(
            first.GetProperty("music").GetRawText(), second.GetProperty("music").GetRawText());
        Assert.Equal(
            first.GetProperty("tokenStreamSha256").GetString(),
            second.GetProperty("tokenStreamSha256").GetString());
        Assert.Equal(
            File.ReadAllBytes(_files.Path("first/reply.mid")),
            File.ReadAllBytes(_files.Path("second/reply.mid")));
        foreach (var file in new[] { "call.wav", "duet.wav", "report.html", "decisions.jsonl" })
        {
            Assert.True(new FileInfo(_files.Path($"first/{file}")).Length > 500, file);
        }

        using var decision = JsonDocument.Parse(
            File.ReadLines(_files.Path("first/decisions.jsonl")).First());
        var stageMs = decision.RootElement.GetProperty("stageMs");
        Assert.All(stageMs.EnumerateObject(), stage => Assert.True(stage.Value.GetDouble() > 0));

        var midi = StandardMidiFileReader.Read(File.ReadAllBytes(_files.Path("first/reply.mid")));
        Assert.Equal(
            ["Tempo map", "Melody", "Bass", "Chords"], midi.Tracks.Select(track => track.Name));
        AssertTold(first, midi);
    }

    // It names to a machine all that it leaves.
    private CommandRun Named(CommandRun run, string name)
    {
        using var document = JsonDocument.Parse(run.Done().Output);
        var told = document.RootElement;
        Assert.Equal(_files.Path($"{name}/call.wav"), told.GetProperty("call").GetString());
        Assert.Equal(_files.Path($"{name}/duet.wav"), told.GetProperty("duet").GetString());
        Assert.Equal(_files.Path(name), told.GetProperty("session").GetString());
        Assert.Empty(Directory.GetFiles(_files.Path(name), "*.part"));
        return run;
    }

    // What the summary says of the notes is what was played, and it seldom talks over the player.
    private static void AssertTold(JsonElement summary, StandardMidiFile midi)
    {
        var notes = summary.GetProperty("notes");
        var lengths = midi.Tracks.SelectMany(track => LengthsIn(midi, track)).ToList();
        Assert.True(lengths.Count >= 10);
        Assert.Equal(lengths.Count, notes.GetProperty("count").GetInt64());
        Assert.Equal(lengths.Max(), notes.GetProperty("longestSeconds").GetDouble(), 0.005);
        Assert.InRange(
            summary.GetProperty("music").GetProperty("overlapShare").GetDouble(), 0.01, 0.3);
    }

    private static IEnumerable<double> LengthsIn(StandardMidiFile midi, MidiTrack track)
    {
        var tick = midi.MicrosecondsPerQuarter / 1e6 / midi.TicksPerQuarter;
        foreach (var (i, on) in track.Events.Index())
        {
            if (on.Event.IsNoteOn)
            {
                var off = track.Events.Skip(i + 1).First(
                    later => later.Event.IsNoteOff && later.Event.Data1 == on.Event.Data1);
                yield return tick * (off.Tick - on.Tick);
            }
        }
    }

    [Fact]
    public async Task Training_prints_its_audit_and_is_deterministic()
    {
        Assert.Contains(
            "359 segments × 26 frames × 2 stems", trained.Said, StringComparison.Ordinal);

        var (vocabulary, corpus) = (_files.Path("mine.safetensors"), _files.Path("mine.corpus"));
        var again = await AntiphonProcess.Run([
            "train", .. trained.Recordings, "--out", vocabulary, "--corpus", corpus, "--json"]);
        using var document = JsonDocument.Parse(again.Done().Output);
        Assert.Equal(
            corpus,
            document.RootElement.GetProperty("corpus").GetProperty("file").GetString());
        Assert.Equal(File.ReadAllBytes(trained.Vocabulary), File.ReadAllBytes(vocabulary));
        Assert.Equal(File.ReadAllBytes(trained.Corpus), File.ReadAllBytes(corpus));
    }

    [Fact]
    public async Task Play_keeps_what_was_captured_and_answers_in_json()
    {
        var audio = _files.Wav("call.wav", seconds: 6);
        var run = await CommandRun.Here(
            "play", "--input", $"file:{audio}", "--output", $"file:{_files.Path("out.mid")}",
            "--freewheel",
            "--session", _files.Path("s"), "--record", "--duration", "4", "--json");

        Assert.Equal(0, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Output);
        Assert.Equal(
            11, answer.RootElement.GetProperty("summary").GetProperty("segments").GetInt64());
        Assert.True(File.Exists(_files.Path("out.mid")));
        using var kept = new Capture.Io.WavFileReader(_files.Path("s/input.wav"));
        Assert.Equal(4 * 44_100, kept.Frames);
    }

    [Fact]
    public async Task Separate_and_encode_write_what_the_rig_hears()
    {
        var audio = _files.Wav("music.wav", seconds: 2);
        Assert.Equal(0, (
            await CommandRun.Here("separate", audio, "--out", _files.Path("stems"))).ExitCode);
        Assert.Equal(
            0, (await CommandRun.Here("encode", audio, "--out", _files.Path("f.st"))).ExitCode);

        using var harmonic = new Capture.Io.WavFileReader(_files.Path("stems/harmonic.wav"));
        Assert.Equal(5 * 8_400, harmonic.Frames);
        var features = SafeTensorsFile.Read(_files.Path("f.st"))["harmonic"];
        Assert.Equal([5, 26], features.Shape.Take(2));
    }

    [Fact]
    public async Task Separate_whole_and_encode_raw_take_the_sound_as_it_is()
    {
        var audio = _files.Wav("music.wav", seconds: 2, sampleRateHz: 24_000);
        var separated = await CommandRun.Here(
            "separate", audio, "--whole", "--out", _files.Path("stems"));
        var encoded = await CommandRun.Here(
            "encode", audio, "--unsplit", "--raw", "--out", _files.Path("f.st"));

        Assert.Equal(0, separated.ExitCode);
        var harmonic =
            Capture.Io.WavFileReader.ReadAll(_files.Path("stems/harmonic.wav"), out _, out _);
        var percussive =
            Capture.Io.WavFileReader.ReadAll(_files.Path("stems/percussive.wav"), out _, out _);
        var sound = Capture.Io.WavFileReader.ReadAll(audio, out _, out _);
        Assert.Equal(sound.Length, harmonic.Length);
        Assert.All(sound.Index(), one => Assert.Equal(
            one.Item, harmonic[one.Index] + percussive[one.Index], 1e-5f));
        Assert.Equal(0, encoded.ExitCode);
        Assert.Equal(
            [5, 26, 147], SafeTensorsFile.Read(_files.Path("f.st"))["features"].Shape);
    }

    [Fact]
    public async Task Raw_without_unsplit_is_refused() =>
        (await CommandRun.Here(
            "encode", _files.Wav("a.wav", 1), "--raw", "--out", _files.Path("f")))
            .AssertRefused(2, "--unsplit");

    [Theory]
    [InlineData("inputSchemes", "devices")]
    [InlineData("oscAddress", "controls")]
    [InlineData("file", "models", "list")]
    [InlineData("verified", "models", "verify")]
    [InlineData("output", "panic", "--output", "null:")]
    public async Task Small_commands_tell_people_and_machines_the_same(
        string told, params string[] command)
    {
        var people = await CommandRun.Here(command);
        var machines = await AntiphonProcess.Run([.. command, "--json"]);

        Assert.Equal(0, people.ExitCode);
        Assert.Equal(0, machines.ExitCode);
        using var document = JsonDocument.Parse(machines.Output);
        var texts = TextsUnder(document.RootElement, told).ToList();
        Assert.NotEmpty(texts);
        Assert.All(
            texts, text => Assert.Contains(text, people.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probing_the_model_shows_the_frames_of_MERT()
    {
        var run = await CommandRun.Here("models", "probe", "--json");
        using var document = JsonDocument.Parse(run.Output);
        var frames = document.RootElement.EnumerateArray().Select(
            row => row.GetProperty("frames").GetInt32());
        Assert.Equal([7, 14, 26, 37, 74], frames);
    }

    /// <summary>All texts anywhere under the members of a name.</summary>
    private static IEnumerable<string> TextsUnder(
        JsonElement element, string name, bool found = false) => element.ValueKind switch
        {
            JsonValueKind.String when found => [element.GetString()!],
            JsonValueKind.Array =>
                element.EnumerateArray().SelectMany(one => TextsUnder(one, name, found)),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(
                one => TextsUnder(one.Value, name, found || one.Name == name)),
            _ => [],
        };

    private async Task<JsonElement> Demo(string name, Func<string[], Task<CommandRun>> run)
    {
        (await run(["demo", "--freewheel", "--session", _files.Path(name)])).Done();
        using var summary =
            JsonDocument.Parse(File.ReadAllText(_files.Path($"{name}/summary.json")));
        return summary.RootElement.Clone();
    }
}
