using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// A vocabulary and a corpus that several tests look at, learned once from two recordings with the
/// settings that the program ships.
/// </summary>
public sealed class TrainedOnce : IAsyncLifetime, IDisposable
{
    /// <summary>The tests that share it.</summary>
    public const string Name = "trained once";

    private readonly TestFiles _files = new();

    public IReadOnlyList<string> Recordings { get; private set; } = [];

    public string Vocabulary => _files.Path("mine.safetensors");

    public string Corpus => _files.Path("mine.corpus");

    /// <summary>What the training told people.</summary>
    public string Said { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Recordings = [_files.Wav("one.wav", 20), _files.Wav("two.wav", 12)];
        var run = await CommandRun.Here(
            ["train", .. Recordings, "--out", Vocabulary, "--corpus", Corpus]);
        Said = run.Done().Output;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _files.Dispose();
}

[CollectionDefinition(TrainedOnce.Name)]
public sealed class TrainedOnceGroup : ICollectionFixture<TrainedOnce>;
