namespace Antiphon.Native;

/// <summary>
/// An object of a native library that may be used from several threads. It is freed once, when
/// nobody is in it, and nobody gets in afterwards. Thread-safe by one lock.
/// </summary>
/// <param name="handle">What the library gave, not 0.</param>
/// <param name="free">Gives it back; called once, under the lock.</param>
internal sealed class NativeHandle(nint handle, Action<nint> free) : IDisposable
{
    private readonly Lock _gate = new();
    private nint _handle = handle;

    /// <summary>Uses the object, one caller at a time.</summary>
    /// <param name="argument">What <paramref name="use"/> works on, so that it needs no closure.
    /// </param>
    /// <param name="use">Gets the handle, which it must not keep.</param>
    /// <param name="freed">The result when the object was freed already.</param>
    public TResult Use<TArgument, TResult>(
        TArgument argument, Func<nint, TArgument, TResult> use, TResult freed)
        where TArgument : allows ref struct
    {
        lock (_gate)
        {
            return _handle == 0 ? freed : use(_handle, argument);
        }
    }

    /// <summary>Frees the object; does nothing when that was done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            var last = _handle;
            _handle = 0;
            if (last != 0)
            {
                free(last);
            }
        }
    }
}
