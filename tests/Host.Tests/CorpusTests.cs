using System.Text.Json;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Corpora, as their users make them.</summary>
[Collection(TrainedOnce.Name)]
public sealed class CorpusTests(TrainedOnce trained) : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_corpus_is_built_merged_labelled_listed_and_played_with()
    {
        var first = await Build("first", 4);
        var second = await Build("second", 3);
        Assert.Equal(0, (await CommandRun.Here(
            "corpus", "merge", first, second, "--out", _files.Path("both"))).ExitCode);
        Assert.Equal(0, (await CommandRun.Here(
            "corpus", "label", _files.Path("both"), "--recording", "second.wav",
            "--from", "0.5", "--to", "2", "--label", "chorus")).ExitCode);

        var listed = await CommandRun.Here("corpus", "list", _files.Path("both"), "--json");
        using var answer = JsonDocument.Parse(listed.Output);
        var recordings = answer.RootElement.GetProperty("recordings").EnumerateArray().ToList();
        Assert.Equal(
            ["first.wav", "second.wav"],
            recordings.Select(one => one.GetProperty("name").GetString()));
        Assert.All(
            recordings, one => Assert.InRange(one.GetProperty("frames").GetInt32(), 40, 300));
        Assert.All(
            recordings, one => Assert.InRange(one.GetProperty("notes").GetInt32(), 1, 100));
        Assert.Equal(
            "chorus",
            recordings[1].GetProperty("regions")[0].GetProperty("label").GetString());

        var played = await CommandRun.Here(
            "play", "--input", $"file:{_files.Wav("call.wav", 6)}", "--corpus", _files.Path("both"),
            "--freewheel", "--session", _files.Path("s"));
        Assert.Equal(0, played.ExitCode);
    }

    [Fact]
    public async Task The_same_recording_gives_the_same_corpus()
    {
        var once = await Build("music", 3);
        var bytes = File.ReadAllBytes(once);
        Assert.Equal(bytes, File.ReadAllBytes(await Build("music", 3)));
    }

    [Fact]
    public async Task Training_may_leave_the_corpus_of_its_recordings_and_both_are_played_with()
    {
        var built = _files.Path("built.corpus");
        (await CommandRun.Here([
            "corpus", "build", .. trained.Recordings, "--vocabulary", trained.Vocabulary,
            "--out", built])).Done();
        Assert.Equal(File.ReadAllBytes(built), File.ReadAllBytes(trained.Corpus));
        (await CommandRun.Here(
            "play", "--input", $"file:{_files.Wav("call.wav", 6)}",
            "--vocabulary", trained.Vocabulary, "--corpus", trained.Corpus, "--freewheel",
            "--session", _files.Path("s"))).Done();
    }

    [Fact]
    public async Task Training_refuses_a_corpus_it_could_not_write_before_it_hears_anything()
    {
        var mine = _files.Path("mine.safetensors");
        var once = _files.Wav("one.wav", 1);
        (await CommandRun.Here("train", once, once, "--out", mine, "--corpus", "x"))
            .AssertRefused(2, "two recordings", "one.wav");
        (await CommandRun.Here("train", once, "--out", mine, "--corpus", mine))
            .AssertRefused(2, "--out", "--corpus");
    }

    [Fact]
    public async Task A_corpus_of_another_vocabulary_is_refused_and_both_are_named() =>
        (await CommandRun.Here(
            "play", "--input", $"file:{_files.Wav("call.wav", 2)}",
            "--vocabulary", trained.Vocabulary, "--corpus", await Build("music", 3),
            "--freewheel", "--session", _files.Path("s")))
            .AssertRefused(3, "generated.safetensors", "mine.safetensors", "corpus build");

    [Fact]
    public async Task What_is_no_corpus_is_refused()
    {
        (await CommandRun.Here("corpus", "list", _files.Path("nowhere")))
            .AssertRefused(3, "nowhere", "corpus build");
        (await CommandRun.Here("corpus", "list", _files.Bytes("c", [1, 2, 3])))
            .AssertRefused(3, "no corpus");
        (await CommandRun.Here("corpus", "build", _files.Path("none.wav"), "--out", "x"))
            .AssertRefused(3, "none.wav");
    }

    [Fact]
    public async Task A_label_for_a_recording_that_is_not_there_is_refused()
    {
        var corpus = await Build("music", 3);
        (await CommandRun.Here(
            "corpus", "label", corpus, "--recording", "nobody", "--from", "0", "--to", "1",
            "--label", "a")).AssertRefused(3, "nobody", "music.wav");
        (await CommandRun.Here(
            "corpus", "merge", corpus, corpus, "--out", _files.Path("x")))
            .AssertRefused(3, "music.wav");
    }

    private async Task<string> Build(string name, double seconds)
    {
        var path = _files.Path(name + ".corpus");
        var run = await CommandRun.Here(
            "corpus", "build", _files.Wav(name + ".wav", seconds), "--out", path);
        Assert.True(run.ExitCode == 0, run.Errors);
        return path;
    }
}
