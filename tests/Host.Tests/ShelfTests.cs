using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// What a person has of their own is found by its name, beside what comes with the program.
/// </summary>
[Collection(TrainedOnce.Name)]
public sealed class ShelfTests(TrainedOnce trained) : IDisposable
{
    private readonly TestFiles _files = new();

    private static string Tiny =>
        Path.Combine(AppContext.BaseDirectory, "ReferenceData", "encoder_tiny");

    private string Models => Path.Combine(_files.Path("data"), "antiphon", "models");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_vocabulary_and_a_corpus_are_found_by_their_names()
    {
        Put(trained.Vocabulary, "vocabularies", "mine.safetensors");
        Put(trained.Corpus, "corpora", "evening.corpus");
        (await Run(
            "play", "--input", _files.Wav("a.wav", 2), "--freewheel", "--vocabulary", "mine",
            "--corpus", "evening", "--session", _files.Path("s"))).Done();
        Assert.Contains(
            "mine.safetensors", await File.ReadAllTextAsync(_files.Path("s/start.json")),
            StringComparison.Ordinal);
        (await CommandRun.Here(
            "tokens", _files.Path("a.wav"), "--out", _files.Path("t"), "--vocabulary",
            "generated")).Done();
        (await CommandRun.Here(
            "tokens", _files.Path("a.wav"), "--out", _files.Path("t"), "--vocabulary", "mein"))
            .AssertRefused(3, "there is no vocabulary mein");
    }

    [Fact]
    public async Task A_model_of_ones_own_is_found_by_its_name_and_by_its_path()
    {
        var imported = await CommandRun.Here(
            "models", "import", Tiny, "--out", Path.Combine(Models, "tiny.onnx"));
        Assert.Contains("licence unknown", imported.Done().Output, StringComparison.Ordinal);
        Assert.Contains("--licence", imported.Output, StringComparison.Ordinal);
        Assert.Contains(
            "tiny", (await Run("models", "list")).Done().Output, StringComparison.Ordinal);
        (await Run("models", "probe", "tiny")).Done();

        var audio = _files.Wav("a.wav", 1);
        var path = Path.Combine(Models, "tiny.onnx");
        (await CommandRun.Here("encode", audio, "--out", _files.Path("f"), "--model", path)).Done();
        Assert.Equal(
            64, // features of the tiny model; the embedded one has others
            Tensors.Io.SafeTensorsFile.Read(_files.Path("f"))["harmonic"].Shape[2]);
        (await CommandRun.Here("encode", audio, "--out", path, "--model", path))
            .AssertRefused(2, path, "nothing was written");
        (await CommandRun.Here("models", "probe", path)).Done();
        (await CommandRun.Here(
            "models", "import", Tiny, "--out", path, "--licence", "CC-BY-NC-4.0")).Done();
        Assert.Contains(
            "\"licence\": \"CC-BY-NC-4.0\"",
            await File.ReadAllTextAsync(Path.Combine(Models, "manifest.json")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_nothing_is_known_of_is_refused()
    {
        var audio = _files.Wav("a.wav", 1);
        var stray = _files.Bytes("stray.onnx", [1, 2, 3]);
        (await CommandRun.Here("encode", audio, "--out", _files.Path("f"), "--model", stray))
            .AssertRefused(3, "stray.onnx", "models import");
        (await CommandRun.Here(
            "encode", audio, "--out", _files.Path("f"), "--model", _files.Path("gone.onnx")))
            .AssertRefused(3, "gone.onnx");
        (await CommandRun.Here("encode", audio, "--out", _files.Path("f"), "--model", "spectra"))
            .AssertRefused(3, "did you mean 'spectral'");
    }

    private void Put(string file, string kind, string name)
    {
        var folder = Path.Combine(_files.Path("data"), "antiphon", kind);
        Directory.CreateDirectory(folder);
        File.Copy(file, Path.Combine(folder, name));
    }

    private Task<CommandRun> Run(params string[] args) => AntiphonProcess.Run(
        new Dictionary<string, string> { ["XDG_DATA_HOME"] = _files.Path("data") }, args);
}
