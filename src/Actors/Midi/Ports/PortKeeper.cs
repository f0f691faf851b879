namespace Antiphon.Midi;

/// <summary>
/// Keeps a port of the outside world open: looks whether it lives, and opens it again, for ever,
/// when it was lost. Opening, closing and looking may take long and happen on a timer, outside
/// the gate; so whoever uses the port never waits for them. A port is closed only when it can no
/// longer be found under the gate and nobody is left inside of it.
/// </summary>
/// <typeparam name="T">The opened port; what failed is closed and replaced by another.</typeparam>
internal sealed class PortKeeper<T> : IDisposable
    where T : class, IDisposable
{
    /// <summary>How long <see cref="Dispose"/> waits for whoever is in the port.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(2);

    private readonly Func<T> _open;
    private readonly Func<T, bool> _isAlive;
    private readonly Action<T> _welcome;
    private readonly Action<T> _farewell;
    private readonly TimeSpan _patience;
    private readonly PortRecovery _recovery = new();
    private readonly Lock _turn = new();
    private readonly ITimer _timer;
    private T? _dead;
    private volatile bool _disposed;

    /// <param name="time">Gives the timer.</param>
    /// <param name="first">The opened port; disposed with this.</param>
    /// <param name="open">Opens it whenever it was lost; throws if absent.</param>
    /// <param name="isAlive">False when its other end is gone.</param>
    /// <param name="welcome">
    /// Greets a port that came back, under the gate; if that throws, it is still lost.
    /// </param>
    /// <param name="farewell">Hears of a loss, under the gate.</param>
    /// <param name="patience">Null for <see cref="UsualPatience"/>.</param>
    public PortKeeper(
        TimeProvider time,
        T first,
        Func<T> open,
        Func<T, bool> isAlive,
        Action<T> welcome,
        Action<T> farewell,
        TimeSpan? patience = null)
    {
        (_open, _isAlive, _welcome, _farewell) = (open, isAlive, welcome, farewell);
        _patience = patience ?? UsualPatience;
        Port = first;

        // It is set only when it is in its place: on a busy machine it could fire before.
        _timer = time.CreateTimer(
            _ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_recovery.Wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards everything below, and the use of the port.</summary>
    public Lock Gate { get; } = new();

    /// <summary>
    /// The port; null while it is lost, and for good when this is disposed. Not to be kept outside
    /// the gate.
    /// </summary>
    public T? Port { get; private set; }

    /// <summary>True from the moment at which it is disposed.</summary>
    public bool IsClosed => _disposed;

    public long Losses { get; private set; }

    public long Returns { get; private set; }

    /// <summary>What it last said; null when it never did.</summary>
    public string? LastFault { get; private set; }

    /// <summary>Gives the port up; called under the gate by whom it failed.</summary>
    public void Lose(string why)
    {
        if (Port is { } port)
        {
            LastFault = why;
            Losses++;
            (_dead, Port) = (port, null);
            _recovery.Lost();
            _farewell(port);
        }
    }

    /// <summary>
    /// Waits for whoever is in the port, and closes it. Who does not come out keeps the port, as
    /// does an attempt to open one that hangs; the process is about to end anyway.
    /// </summary>
    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
        if (!Gate.TryEnter(_patience))
        {
            return;
        }

        T? last;
        try
        {
            (last, Port) = (Port, null);
            LastFault ??= "it was closed";
        }
        finally
        {
            Gate.Exit();
        }

        // A look at whether it lives needs no gate: it may still be in the port.
        if (_turn.TryEnter(_patience))
        {
            try
            {
                Bury();
                last?.Dispose();
            }
            finally
            {
                _turn.Exit();
            }
        }
    }

    private void Turn()
    {
        lock (_turn)
        {
            // What is dead is closed first: a library may share state between all its clients.
            Bury();
            Look();
            Bury();
            lock (Gate)
            {
                if (!_disposed)
                {
                    _timer.Change(_recovery.Wait, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    private void Look()
    {
        T? port;
        lock (Gate)
        {
            if (_disposed)
            {
                return;
            }

            port = Port;
        }

        if (port is null)
        {
            Reopen();
            return;
        }

        var alive = _isAlive(port);
        lock (Gate)
        {
            if (!alive && Port == port)
            {
                Lose("the other end is gone");
            }
        }
    }

    private void Reopen()
    {
        T? port = null;
        try
        {
            port = _open();
            lock (Gate)
            {
                if (!_disposed)
                {
                    _welcome(port);
                    (Port, port) = (port, null);
                    Returns++;
                    _recovery.Returned();
                }
            }
        }
        catch (Exception fault)
        {
            lock (Gate)
            {
                LastFault = fault.Message;
                _recovery.StillLost();
            }
        }

        // It did not take its welcome, or came after the end.
        port?.Dispose();
    }

    private void Bury()
    {
        T? dead;
        lock (Gate)
        {
            (dead, _dead) = (_dead, null);
        }

        dead?.Dispose();
    }
}
