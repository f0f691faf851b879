using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// The thread that moves a <see cref="MidiTransport"/> on a real clock: it sleeps until shortly
/// before the next event is due, waits the last millisecond exactly, and sends. It wakes when
/// notes are planned or withdrawn, outlives whatever an output throws, and ends with a panic; one
/// that found the output stuck is made up for when the thread comes out of it. On a virtual clock
/// there is no such thread.
/// </summary>
public sealed class DeadlineThread : IDisposable
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(2);

    private readonly MidiTransport _transport;
    private readonly SampleClock _clock;
    private readonly int _realTimePriority;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Func<bool> _isStopped;
    private readonly Thread _thread;
    private long _faults;
    private string? _lastFault;
    private ThreadRank? _rank;
    private int _stopped;
    private volatile bool _silenced, _stuck;

    /// <param name="transport">On a real clock; its <c>Changed</c> is taken.</param>
    /// <param name="clock">Nothing is sent before capture has set its anchor.</param>
    /// <param name="realTimePriority">Asked for where allowed, 1…99; 0 asks for none.</param>
    public DeadlineThread(MidiTransport transport, SampleClock clock, int realTimePriority)
    {
        _realTimePriority = realTimePriority;
        _transport = transport;
        _clock = clock;
        _isStopped = () => Stopped;
        _transport.Changed = Wake;
        _thread = new Thread(Run)
        {
            Name = "midi deadlines",
            IsBackground = true,
            Priority = ThreadPriority.Highest,
        };
    }

    /// <summary>
    /// Faults that were survived, besides those of the output, which the transport counts.
    /// </summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>What the last of them said, the port first; null when there was none.</summary>
    public string? LastFault => Volatile.Read(ref _lastFault);

    /// <summary>How it is scheduled; null until it runs.</summary>
    public ThreadRank? Rank => Volatile.Read(ref _rank);

    private bool Stopped => Volatile.Read(ref _stopped) != 0;

    /// <summary>Begins to send.</summary>
    public void Start() => _thread.Start();

    /// <summary>
    /// Ends everything that sounds and sends nothing more; for stop, crash and process exit. May
    /// be called from any thread, more than once: what got out once is not sent again. Never
    /// throws.
    /// </summary>
    /// <returns>False when the output was stuck, or did not take all of it.</returns>
    public bool Panic()
    {
        try
        {
            Volatile.Write(ref _stopped, 1);
            _silenced = _silenced
                || _transport.Close(_clock.IsAnchored ? _clock.Now : SampleTime.Zero);
            _stuck = !_silenced;
            return _silenced;
        }
        catch (Exception fault)
        {
            Survive(fault);
            return false;
        }
    }

    /// <summary>Panics, and ends the thread.</summary>
    public void Dispose()
    {
        Panic();
        Wake();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted) || _thread.Join(JoinPatience))
        {
            _wake.Dispose();
        }
    }

    /// <summary>Sends what is due, and says how to wait for the next.</summary>
    internal DeadlineStep Turn()
    {
        if (!_clock.IsAnchored)
        {
            return DeadlineStep.Towards(null, 0, 1);
        }

        _transport.Advance(_clock.Now);
        var due = _transport.NextDue is { } next ? _clock.TimestampOf(next) : (long?)null;
        return DeadlineStep.Towards(
            due, _clock.Provider.GetTimestamp(), _clock.Provider.TimestampFrequency);
    }

    private void Run()
    {
        Volatile.Write(ref _rank, ThreadRank.Ask(_realTimePriority));
        while (!Stopped)
        {
            try
            {
                Await(Turn());
            }
            catch (Exception fault)
            {
                Survive(fault);
                _wake.WaitOne(DeadlineStep.LongestSleepMs);
            }
        }

        // Who silenced the output could not get in, while this thread may have begun a note.
        if (_stuck)
        {
            Panic();
        }
    }

    private void Await(DeadlineStep step)
    {
        if (step.SleepMs > 0)
        {
            _wake.WaitOne(step.SleepMs);
        }

        if (step.AwaitUntil is { } due)
        {
            ExactWait.Until(_clock.Provider, due, _isStopped);
        }
    }

    private void Survive(Exception fault)
    {
        Interlocked.Increment(ref _faults);
        Volatile.Write(ref _lastFault, $"{_transport.OutputName}: {fault.Message}");
    }

    private void Wake()
    {
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // A plan that comes after the end wakes nobody.
        }
    }
}
