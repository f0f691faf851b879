using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// A session that several tests look at: with a corpus, off line, from a recording that is kept.
/// </summary>
public sealed class PlayedOnce : IAsyncLifetime, IDisposable
{
    /// <summary>The tests that share it.</summary>
    public const string Name = "played once";

    private readonly TestFiles _files = new();

    public string Audio => _files.Path("call.wav");

    public string Corpus => _files.Path("corpus.antiphon");

    public async Task InitializeAsync()
    {
        var line = _files.Wav("line.wav", 20);
        var samples = Capture.Io.WavFileReader.ReadAll(line, out var rateHz, out _);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = i / (double)rateHz % 5 < 3.2 ? samples[i] : 0; // phrases, and pauses
        }

        _files.Wav("call.wav", samples);
        await Run("corpus", "build", line, "--out", Corpus);
        await Run(
            "play", "--input", $"file:{Audio}", "--freewheel", "--record", "--corpus", Corpus,
            "--session", _files.Path("session"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _files.Dispose();

    /// <summary>Puts a copy of the session's folder somewhere.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(_files.Path("session")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static async Task Run(params string[] args) => (await CommandRun.Here(args)).Done();
}

[CollectionDefinition(PlayedOnce.Name)]
public sealed class PlayedOnceGroup : ICollectionFixture<PlayedOnce>;
