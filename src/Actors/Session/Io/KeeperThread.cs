namespace Antiphon.Session.Io;

/// <summary>
/// The thread of its own that waits for the disk, so that nobody who plays has to: a turn of the
/// keeper each <see cref="SessionKeeper.Pause"/>, and a last one at the end.
/// </summary>
public sealed class KeeperThread : IDisposable
{
    // A disk that hangs does not keep a process from its end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SessionKeeper _keeper;
    private readonly ManualResetEventSlim _wake = new();
    private readonly ITimer _timer;
    private readonly Thread _thread;
    private volatile bool _ends;

    /// <summary>Starts it; the first turn is over when this returns.</summary>
    public KeeperThread(SessionKeeper keeper, TimeProvider time)
    {
        _keeper = keeper;
        _keeper.Turn();
        _timer = time.CreateTimer(
            _ => _wake.Set(), null, SessionKeeper.Pause, SessionKeeper.Pause);
        _thread = new Thread(Run) { IsBackground = true, Name = "session keeper" };
        _thread.Start();
    }

    /// <summary>Writes all that waits; whoever wrote into the files has ended by then.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _ends = true;
        _wake.Set();
        if (_thread.Join(Patience))
        {
            _wake.Dispose();
        }
    }

    private void Run()
    {
        bool isLast;
        do
        {
            _wake.Wait();
            _wake.Reset();
            isLast = _ends;
            _keeper.Turn(all: isLast);
        }
        while (!isLast);
    }
}
