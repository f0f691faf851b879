using System.Collections.Concurrent;

namespace Antiphon.Host.Logging;

/// <summary>
/// Writes records on a thread of its own, which begins with the first of them: no disk and no
/// terminal keeps the music waiting.
/// </summary>
/// <remarks>
/// Thread-safe. Bound: <see cref="MostWaiting"/> records wait; more are dropped and counted.
/// </remarks>
/// <param name="write">
/// Writes one record; called from that one thread. What it throws is lost.
/// </param>
internal sealed class LogWriter(Action<LogRecord> write) : IDisposable
{
    public const int MostWaiting = 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly BlockingCollection<object> _waiting = new(MostWaiting);
    private Thread? _thread;
    private long _dropped;

    /// <summary>Records that came too fast to be written.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Write(LogRecord record)
    {
        if (!TryAdd(record))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Waits until all has been written that was given so far, but not for long.</summary>
    public void Flush()
    {
        if (_thread is null)
        {
            return;
        }

        using var written = new ManualResetEventSlim();
        if (TryAdd(written))
        {
            written.Wait(Patience);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _waiting.CompleteAdding();
        }

        if (_thread is null || _thread.Join(Patience))
        {
            _waiting.Dispose();
        }
    }

    private bool TryAdd(object one)
    {
        lock (_lock)
        {
            if (_waiting.IsAddingCompleted)
            {
                return false;
            }

            if (_thread is null)
            {
                _thread = new Thread(WriteAll) { IsBackground = true, Name = "log" };
                _thread.Start();
            }

            return _waiting.TryAdd(one);
        }
    }

    private void WriteAll()
    {
        foreach (var one in _waiting.GetConsumingEnumerable())
        {
            try
            {
                Write(one);
            }
            catch (Exception)
            {
                // A log that cannot be written has nobody to be told to, and must not end the rig.
            }
        }
    }

    private void Write(object one)
    {
        if (one is LogRecord record)
        {
            write(record);
        }
        else
        {
            ((ManualResetEventSlim)one).Set();
        }
    }
}
