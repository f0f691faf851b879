namespace Antiphon.Midi;

/// <summary>
/// Keeps a port of the outside world open: looks whether it lives, and opens it again, for ever,
/// when it was lost. Opening, closing and looking may take long and happen on a timer, outside
/// the gate; so whoever uses the port never waits for them.
/// </summary>
/// <typeparam name="T">The opened port; what failed is closed and replaced by another.</typeparam>
internal sealed class PortKeeper<T> : IDisposable
    where T : class, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<T> _open;
    private readonly Func<T, bool> _isAlive;
    private readonly Action<T> _welcome;
    private readonly Action<T> _farewell;
    private readonly PortRecovery _recovery = new();
    private readonly Lock _turn = new();
    private readonly ITimer _timer;
    private T? _dead;
    private bool _disposed;

    /// <param name="time">Gives the timer.</param>
    /// <param name="open">Opens it, at once and whenever it was lost; throws if absent.</param>
    /// <param name="isAlive">False when its other end is gone.</param>
    /// <param name="welcome">
    /// Greets a port that came back, under the gate; if that throws, it is still lost.
    /// </param>
    /// <param name="farewell">Hears of a loss, under the gate.</param>
    public PortKeeper(
        TimeProvider time,
        Func<T> open,
        Func<T, bool> isAlive,
        Action<T> welcome,
        Action<T> farewell)
    {
        (_open, _isAlive, _welcome, _farewell) = (open, isAlive, welcome, farewell);
        Port = open();
        _timer = time.CreateTimer(_ => Turn(), null, _recovery.Wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards everything below, and the use of the port.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The port; null while it is lost. Not to be kept outside the gate.</summary>
    public T? Port { get; private set; }

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
            _farewell(port);
            (_dead, Port) = (port, null);
            _recovery.Lost();
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
        }

        _timer.Dispose();

        // An attempt to open that hangs keeps its port; the process is about to end anyway.
        if (_turn.TryEnter(Patience))
        {
            try
            {
                Bury();
                Port?.Dispose();
                Port = null;
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
            if (_disposed)
            {
                return;
            }

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
        if (Port is not { } port)
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
                _welcome(port);
                Port = port;
                Returns++;
                _recovery.Returned();
            }
        }
        catch (Exception fault)
        {
            lock (Gate)
            {
                LastFault = fault.Message;
                _recovery.StillLost();
            }

            port?.Dispose();
        }
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
