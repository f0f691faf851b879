using Antiphon.Flow;

namespace Antiphon.Capture;

/// <summary>
/// Has the capture actor read its input: on demand in freewheel, every 10 ms live. At most one
/// request is under way, so that the mailbox stays empty.
/// </summary>
public sealed class InputPump(TimeProvider time)
{
    private readonly WaitingSince _asked = new(time);

    // Null while capture rests. Before it has begun, a request waits: nothing is quiet yet.
    private volatile Action? _read = () => { };

    public static TimeSpan Period { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the capture actor has not come round to reading.</summary>
    public TimeSpan Silence => _asked.Length;

    /// <summary>True when no request is under way.</summary>
    public bool IsIdle => !_asked.IsWaiting;

    /// <summary>Sends requests to a new incarnation from now on.</summary>
    /// <param name="read">Asks it to read once.</param>
    public void Replace(Action read)
    {
        _read = read;
        _asked.End();
        Pump();
    }

    /// <summary>Nobody reads until <see cref="Replace"/>; requests are not sent.</summary>
    public void Rest()
    {
        _read = null;
        _asked.End();
    }

    /// <summary>
    /// Asks the capture actor to read, unless it has still to answer the last request.
    /// </summary>
    public void Pump()
    {
        if (!_asked.Begin(time.GetTimestamp()))
        {
            return;
        }

        // Looked at behind it: who comes to rest meanwhile leaves no request that nobody answers.
        if (_read is { } read)
        {
            read();
        }
        else
        {
            _asked.End();
        }
    }

    /// <summary>Called by the capture actor when it has dealt with a request.</summary>
    public void Done() => _asked.End();
}
