using System.Text.Json.Nodes;
using Antiphon.Disk.Io;
using Antiphon.Midi;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// <c>antiphon transcribe</c>, <c>antiphon models ear</c> and <c>antiphon models ear-encoder</c>.
/// </summary>
public sealed class TranscribeTests : IDisposable
{
    private const int Rate = 44_100;

    // A line of plucked notes, half a second each.
    private static readonly int[] Keys = [60, 64, 67, 72];

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_recording_becomes_midi_csv_and_json_with_the_same_notes()
    {
        var audio = _files.Wav("line.wav", Line(), Rate);
        var (midi, csv, json) =
            (_files.Path("line.mid"), _files.Path("line.CSV"), _files.Path("line.json"));
        var told = (await CommandRun.Here("transcribe", audio, "--out", json)).Done().Output;
        Assert.Contains("wrote " + json + ": 4 notes", told, StringComparison.Ordinal);
        var document = JsonNode.Parse(
            (await CommandRun.Here("transcribe", audio, "--out", midi, "--json")).Done().Output)!;
        Assert.Equal(4, (int)document["notes"]!);
        (await CommandRun.Here("transcribe", audio, "--out", csv)).Done();

        var notes = JsonNode.Parse(File.ReadAllText(json))!["notes"]!.AsArray();
        Assert.Equal(Keys, notes.Select(note => (int)note!["key"]!));
        Assert.All(notes.Index(), note => Assert.InRange(
            (double)note.Item!["t"]! - 0.5 * (note.Index + 1), -0.02, 0.02));
        Assert.All(notes, note => Assert.InRange(
            (double)note!["knownAt"]! - (double)note["t"]!, 0.05, 0.25));

        var rows = File.ReadAllLines(csv);
        Assert.Equal("t,seconds,key,name,drum,loudnessDb,strength,knownAt", rows[0]);
        Assert.Contains(",60,C4,,-", rows[1], StringComparison.Ordinal);

        var ons = StandardMidiFileReader.Read(File.ReadAllBytes(midi)).Tracks
            .SelectMany(track => track.Events).Where(e => e.Event.IsNoteOn).ToList();
        Assert.Equal(Keys, ons.Select(e => (int)e.Event.Data1));
        Assert.All(ons, e => Assert.InRange(e.Event.Data2, 60, 127));
    }

    [Fact]
    public async Task The_same_recording_gives_the_same_bytes()
    {
        var audio = _files.Wav("line.wav", Line(), Rate);
        (await CommandRun.Here("transcribe", audio, "--out", _files.Path("a.mid"))).Done();
        (await CommandRun.Here("transcribe", audio, "--out", _files.Path("b.mid"))).Done();
        Assert.Equal(
            File.ReadAllBytes(_files.Path("a.mid")), File.ReadAllBytes(_files.Path("b.mid")));
    }

    [Fact]
    public async Task Silence_and_broken_numbers_are_no_notes()
    {
        var poison = new float[3 * Rate];
        poison.AsSpan(Rate, 2000).Fill(float.NaN);
        var audio = _files.Wav("poison.wav", poison, Rate);
        (await CommandRun.Here("transcribe", audio, "--out", _files.Path("p.csv"))).Done();
        Assert.Single(File.ReadAllLines(_files.Path("p.csv")));
        (await CommandRun.Here("transcribe", audio, "--out", _files.Path("p.mid"))).Done();
    }

    [Fact]
    public async Task What_it_cannot_do_is_told_in_one_line_and_leaves_no_file()
    {
        var audio = _files.Wav("line.wav", Line(), Rate);
        var text = _files.Path("line.txt");
        (await CommandRun.Here("transcribe", audio, "--out", text)).AssertRefused(2, ".mid", text);
        (await CommandRun.Here("transcribe", "portaudio:", "--out", _files.Path("l.mid")))
            .AssertRefused(2, "live");
        var none = _files.Path("none.wav");
        (await CommandRun.Here("transcribe", none, "--out", _files.Path("l.mid")))
            .AssertRefused(3, "none.wav");
        (await CommandRun.Here("transcribe", audio, "--out", _files.Path("no/such/l.mid")))
            .AssertRefused(2, "no/such");
        Assert.Equal([audio], Directory.GetFiles(Path.GetDirectoryName(audio)!));
    }

    [Fact]
    public async Task The_models_that_are_shipped_are_verified_the_ear_among_them() =>
        Assert.Contains(
            "ear: ear.onnx is whole",
            (await CommandRun.Here("models", "verify")).Done().Output,
            StringComparison.Ordinal);

    [Fact]
    public async Task The_ear_is_built_anew_byte_for_byte_and_is_no_encoder()
    {
        var built = _files.Path("ear.onnx");
        (await CommandRun.Here("models", "ear", "--out", built)).Done();
        Assert.Equal(
            FileHash.Sha256(Path.Combine(AppContext.BaseDirectory, "models", "ear.onnx")),
            FileHash.Sha256(built));
        (await CommandRun.Here(
            "models", "ear", "--out", built, "--weights", _files.Bytes("w.safetensors", [1, 2])))
            .AssertRefused(3, "w.safetensors");
        (await CommandRun.Here("models", "probe", "ear")).AssertRefused(3, "ear", "no encoder");
    }

    [Fact]
    public async Task An_encoder_that_hears_keys_is_built_by_a_command_and_named_by_its_file()
    {
        var built = _files.Path("keys.onnx");
        Assert.Contains(
            "model 'keys', 247 features",
            (await CommandRun.Here("models", "ear-encoder", "--out", built)).Done().Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "350 ms   26",
            (await CommandRun.Here("models", "probe", built)).Done().Output,
            StringComparison.Ordinal);
        (await CommandRun.Here("models", "ear-encoder", "--out", built,
            "--weights", _files.Bytes("w.safetensors", [1, 2]))).AssertRefused(3, "w.safetensors");
    }

    private static float[] Line()
    {
        var sound = new float[3 * Rate];
        foreach (var (i, key) in Keys.Index())
        {
            var hz = 440 * Math.Pow(2, (key - 69) / 12.0);
            for (var at = (i + 1) * Rate / 2; at < (i + 2) * Rate / 2; at++)
            {
                var age = at / (double)Rate - (i + 1) * 0.5;
                for (var h = 1; h <= 10; h++)
                {
                    sound[at] += (float)(0.15 / h * Math.Exp(-(2 + h) * age)
                        * Math.Min(1, 40 * (0.5 - age)) * Math.Sin(Math.Tau * h * hz * age));
                }
            }
        }

        return sound;
    }
}
