using Antiphon.Host.Composition;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A replay that is told to stop leaves no half session.</summary>
[Collection(PlayedOnce.Name)]
public sealed class StoppedReplayTests(PlayedOnce played) : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_is_left_of_it_at_whichever_step_it_was(int step)
    {
        played.CopyTo(_files.Path("played"));
        using var loggers = new Stopping(_stop, step);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReplaySession.Run(
            new ReplaySettings
            {
                Played = _files.Path("played"),
                SessionFolder = _files.Path("again"),
                FromAudio = true,
            },
            loggers, _stop.Token));
        Assert.False(Directory.Exists(_files.Path("again")));
    }

    // Who asks for a logger: the replay as it begins, and the rig before it hears the sound.
    private sealed class Stopping(CancellationTokenSource stop, int step) : ILoggerFactory
    {
        private int _step;

        public ILogger CreateLogger(string categoryName)
        {
            if (Interlocked.Increment(ref _step) == step)
            {
                stop.Cancel();
            }

            return NullLogger.Instance;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
