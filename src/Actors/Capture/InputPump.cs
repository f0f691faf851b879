namespace Antiphon.Capture;

/// <summary>
/// Has the capture actor read its input: on demand in freewheel, every 10 ms live. At most one
/// request is under way, so that the mailbox stays empty.
/// </summary>
public sealed class InputPump(TimeProvider time)
{
    private volatile Action _read = () => { };
    private long _askedTimestamp;
    private int _underWay;

    public static TimeSpan Period { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the capture actor has not come round to reading.</summary>
    public TimeSpan Silence =>
        IsIdle ? TimeSpan.Zero : time.GetElapsedTime(_askedTimestamp);

    /// <summary>True when no request is under way.</summary>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>Sends requests to a new incarnation from now on.</summary>
    /// <param name="read">Asks it to read once.</param>
    public void Replace(Action read)
    {
        _read = read;
        Volatile.Write(ref _underWay, 0);
        Pump();
    }

    /// <summary>
    /// Asks the capture actor to read, unless it has still to answer the last request.
    /// </summary>
    public void Pump()
    {
        if (Interlocked.Exchange(ref _underWay, 1) == 0)
        {
            _askedTimestamp = time.GetTimestamp();
            _read();
        }
    }

    /// <summary>Called by the capture actor when it has dealt with a request.</summary>
    public void Done() => Volatile.Write(ref _underWay, 0);
}
