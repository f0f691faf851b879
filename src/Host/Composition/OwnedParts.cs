namespace Antiphon.Host.Composition;

/// <summary>Disposes what was opened one after another, the last first.</summary>
internal sealed class OwnedParts : IAsyncDisposable
{
    private readonly Stack<object> _parts = [];

    /// <summary>
    /// Opens what is made of parts and owns them; where that fails, what was open is disposed.
    /// </summary>
    public static async Task<T> Open<T>(Func<OwnedParts, Task<T>> open)
    {
        var parts = new OwnedParts();
        try
        {
            return await open(parts).ConfigureAwait(false);
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes a part.</summary>
    public T Own<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>A part that fails to go does not keep the others.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_parts.TryPop(out var part))
        {
            return;
        }

        try
        {
            await Dispose(part).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ValueTask Dispose(object part)
    {
        if (part is IAsyncDisposable later)
        {
            return later.DisposeAsync();
        }

        (part as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
