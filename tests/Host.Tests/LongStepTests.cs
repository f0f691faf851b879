using Antiphon.Host.Composition;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Nobody who is told to stop waits for what is being loaded.</summary>
public sealed class LongStepTests : IDisposable
{
    private readonly TaskCompletionSource<Part> _loading =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task What_is_loaded_is_handed_over()
    {
        var step = LongStep.Run(() => _loading.Task, _stop.Token);
        var part = new Part();
        _loading.SetResult(part);
        Assert.Same(part, await step);
        Assert.False(part.Closed.Task.IsCompleted);
    }

    [Fact]
    public async Task Who_is_told_to_stop_goes_at_once_and_what_comes_later_is_closed()
    {
        var step = LongStep.Run(() => _loading.Task, _stop.Token);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);

        var part = new Part();
        _loading.SetResult(part);
        await part.Closed.Task;
    }

    [Fact]
    public async Task A_fault_that_comes_later_is_nobodys()
    {
        var step = LongStep.Run(() => _loading.Task, _stop.Token);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        _loading.SetException(new IOException("gone"));
    }

    [Fact]
    public async Task A_fault_of_the_step_is_thrown_on()
    {
        _loading.SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(
            () => LongStep.Run(() => _loading.Task, _stop.Token));
    }

    private sealed class Part : IDisposable
    {
        public TaskCompletionSource Closed { get; } = new();

        public void Dispose() => Closed.SetResult();
    }
}
