using Antiphon.Encoder;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>Two users of one encoder: a run at a time, and the music first.</summary>
public sealed class EncoderTurnsTests
{
    [Fact]
    public async Task The_first_goes_before_all_that_wait()
    {
        using var encoder = new OneAtATime();
        using var turns = new EncoderTurns(encoder);
        var underWay = Run(turns.Second, 1);
        encoder.AwaitStart();
        var waiting = Run(turns.Second, 2);
        Await(() => turns.Waiting == 1);
        var music = Run(turns.First, 3);
        Await(() => turns.Waiting == 2);

        encoder.LetGo();
        encoder.AwaitStart();
        encoder.LetGo();
        encoder.AwaitStart();
        encoder.LetGo();
        await Task.WhenAll(underWay, waiting, music);

        Assert.Equal([1f, 3f, 2f], encoder.Order);
        Assert.Equal(0, turns.Waiting);
    }

    [Fact]
    public void A_run_that_fails_gives_its_turn_back()
    {
        using var encoder = new OneAtATime { Fault = new EncoderException("failed") };
        using var turns = new EncoderTurns(encoder);

        Assert.Throws<EncoderException>(() => turns.Second.Encode([1], 1, []));
        Assert.Throws<EncoderException>(() => turns.First.Encode([2], 1, []));
    }

    private static Task<int> Run(IFrameEncoder user, float name) => Task.Factory.StartNew(
        () => user.Encode([name], 1, []),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static void Await(Func<bool> reached) =>
        Assert.True(SpinWait.SpinUntil(reached, TimeSpan.FromMinutes(1)));

    /// <summary>Waits in each run to be let go, and fails when two runs meet.</summary>
    private sealed class OneAtATime : IFrameEncoder
    {
        private readonly SemaphoreSlim _started = new(0);
        private readonly SemaphoreSlim _go = new(0);
        private int _running;

        public Exception? Fault { get; init; }

        public List<float> Order { get; } = [];

        public int Dimensions => 1;

        public int ContextSamples => 0;

        public string ModelSha256 => "";

        public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
        {
            Assert.Equal(1, Interlocked.Increment(ref _running));
            Order.Add(stems[0]);
            _started.Release();
            if (Fault is null)
            {
                _go.Wait();
            }

            Interlocked.Decrement(ref _running);
            return Fault is null ? 0 : throw Fault;
        }

        public void AwaitStart() => _started.Wait();

        public void LetGo() => _go.Release();

        public void Terminate()
        {
        }

        public void Dispose()
        {
            _started.Dispose();
            _go.Dispose();
        }
    }
}
