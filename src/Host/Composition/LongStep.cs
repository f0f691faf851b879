namespace Antiphon.Host.Composition;

/// <summary>
/// What takes seconds and cannot be interrupted, as to load a model: who is told to stop meanwhile
/// goes at once, and it comes to its end by itself, or with the process.
/// </summary>
/// <remarks>It must read only: what it would write could be left half.</remarks>
internal static class LongStep
{
    /// <summary>Takes it on another thread.</summary>
    /// <returns>What it gives, which is disposed when nobody waits for it any more.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static async Task<T> Run<T>(Func<Task<T>> step, CancellationToken stop)
    {
        var result = Task.Run(step, CancellationToken.None);
        try
        {
            return await result.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!result.IsCompleted)
        {
            _ = Drop(result);
            throw;
        }
    }

    /// <inheritdoc cref="Run{T}(Func{Task{T}}, CancellationToken)"/>
    public static Task<T> Run<T>(Func<T> step, CancellationToken stop) =>
        Run(() => Task.FromResult(step()), stop);

    private static async Task Drop<T>(Task<T> result)
    {
        await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (result.IsCompletedSuccessfully)
        {
            switch (result.Result)
            {
                case IAsyncDisposable later:
                    await later.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable now:
                    now.Dispose();
                    break;
            }
        }
    }
}
