using System.Text.Json;
using Antiphon.Encoder;
using Antiphon.Host.Composition;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The notes that a session heard, and the ear that hears them.</summary>
[Collection(PlayedOnce.Name)]
public sealed class NotesLogTests(PlayedOnce played) : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_session_leaves_what_it_heard_as_notes_and_so_does_its_replay()
    {
        played.CopyTo(_files.Path("played"));
        var lines = Lines("played/notes.jsonl");
        Assert.True(lines.Count > 20, $"{lines.Count} lines");
        Assert.All(lines, line =>
        {
            var late = Number(line, "knownAt") - Number(line, "t");
            Assert.InRange(late, 0.05, 0.3);
            if (line.TryGetProperty("key", out var key))
            {
                Assert.InRange(key.GetInt32(), 21, 108);
                Assert.InRange(Number(line, "seconds"), 0.001, 20);
                Assert.InRange(Number(line, "loudnessDb"), -120, 0);
            }
            else
            {
                Assert.Contains(
                    line.GetProperty("drum").GetString(),
                    new[] { "kick", "snare", "hat", "tom", "cymbal", "other" });
                Assert.InRange(Number(line, "strength"), 0, 1);
            }
        });

        await Done("replay", _files.Path("played"), "--session", _files.Path("again"));
        Assert.Equal(Bytes("played/notes.jsonl"), Bytes("again/notes.jsonl"));
    }

    [Fact]
    public async Task Without_an_ear_it_hears_the_same_tokens_and_no_notes_and_recalls()
    {
        await Done(
            "play", "--input", $"file:{played.Audio}", "--freewheel", "--corpus", played.Corpus,
            "--set", "transcription.model=", "--session", _files.Path("deaf"));
        played.CopyTo(_files.Path("played"));

        Assert.Empty(Bytes("deaf/notes.jsonl"));
        Assert.Equal(Words("played"), Words("deaf"));
        Assert.Contains(
            Decisions("deaf"), one => one.GetProperty("runs").GetArrayLength() > 0);
        Assert.DoesNotContain(
            Decisions("played"), one => one.GetProperty("runs").GetArrayLength() > 0);
        Assert.DoesNotContain(Stages("deaf"), stage => stage == "Transcriber");
        Assert.Contains(Stages("played"), stage => stage == "Transcriber");
    }

    [Theory]
    [InlineData("eer", "did you mean 'ear'")]
    [InlineData("spectral", "is no ear")]
    public async Task A_model_that_is_no_ear_is_refused(string name, string mentioned) =>
        (await CommandRun.Here(
            "play", "--input", $"file:{played.Audio}", "--freewheel",
            "--set", $"transcription.model={name}", "--session", _files.Path("s")))
            .AssertRefused(3, mentioned);

    [Fact]
    public void An_ear_that_heard_wrongly_is_refused_with_what_it_heard()
    {
        var refusal = Assert.Throws<ModelRefusedException>(
            () => HearingSetup.Passed(new EarVerdict(false, "2 of the 7 notes are heard"), "ear"));
        Assert.Contains(
            "hears wrongly: 2 of the 7 notes are heard by the ear 'ear'", refusal.Message,
            StringComparison.Ordinal);
    }

    private static double Number(JsonElement line, string name) =>
        line.GetProperty(name).GetDouble();

    private static async Task Done(params string[] args) => (await CommandRun.Here(args)).Done();

    private byte[] Bytes(string path) => File.ReadAllBytes(_files.Path(path));

    private List<JsonElement> Lines(string path) =>
        [.. File.ReadLines(_files.Path(path)).Select(
            line => JsonSerializer.Deserialize<JsonElement>(line))];

    private List<JsonElement> Decisions(string session) =>
        [.. Lines($"{session}/decisions.jsonl").Where(line => line.TryGetProperty("id", out _))];

    private IEnumerable<string> Words(string session) => Lines($"{session}/tokens.jsonl").Select(
        line => $"{line.GetProperty("harmonic")} {line.GetProperty("percussive")}");

    private IEnumerable<string?> Stages(string session) =>
        JsonSerializer.Deserialize<JsonElement>(Bytes($"{session}/summary.json"))
            .GetProperty("stages").EnumerateArray()
            .Select(stage => stage.GetProperty("stage").GetString());
}
