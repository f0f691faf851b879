using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Host.Service;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;

namespace Antiphon.Host.Observers;

/// <summary>
/// Watches a run for the service manager: it is ready when the first segment has been captured, and
/// its heart beats only with real progress, a segment that got through the whole rig or an attempt
/// to reopen a lost device that came to an end. A timer could beat for a rig that hangs.
/// </summary>
/// <remarks>Thread-safe by one lock.</remarks>
internal sealed class ServiceWatch(NotifySocket socket, TimeProvider time) : IRigObserver
{
    private static readonly TimeSpan StatusPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly StatusLine _status = new(time);
    private bool _ready;
    private long? _lastStatus;
    private SegmentId? _read;

    /// <summary>
    /// What the health watch last said; it stands in the status line. Null while all is well.
    /// </summary>
    public string? Health
    {
        set
        {
            lock (_lock)
            {
                _status.Health = value;
            }
        }
    }

    /// <summary>Files of the session cannot be written, or can again.</summary>
    public void Told(KeepingNews news)
    {
        lock (_lock)
        {
            _status.Unkept = news switch
            {
                KeepingLost lost => $"the session is not kept: {lost.Why}",
                KeepingRegained => null,
                _ => _status.Unkept,
            };
        }
    }

    /// <summary>
    /// An attempt to reopen a lost device has come to an end, with or without success.
    /// </summary>
    public void ReopenTried() => socket.Beat();

    public void Changed(InputChanged input)
    {
        if (input is InputStillLost or InputRegained)
        {
            ReopenTried();
        }
    }

    /// <summary>The run is on its way out.</summary>
    public void Stopping() => socket.Stopping();

    public void Captured(Slot slot)
    {
        lock (_lock)
        {
            if (slot is SegmentCaptured && !_ready)
            {
                _ready = true;
                socket.Ready();
            }
        }
    }

    public void Lost(string stage, Gap gap)
    {
        lock (_lock)
        {
            _status.Lost();
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is not FrameToken token)
        {
            return;
        }

        lock (_lock)
        {
            _status.Read(token);
            _read = token.Frame == FrameGrid.FramesPerSegment - 1 ? token.Segment : _read;
        }
    }

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        lock (_lock)
        {
            _status.Decided(decided);
            if (_read == slot.Segment && slot.End == slot.Segment.End)
            {
                _read = null;
                socket.Beat();
                SayStatus();
            }
        }
    }

    private void SayStatus()
    {
        if (_lastStatus is { } last && time.GetElapsedTime(last) < StatusPause)
        {
            return;
        }

        _lastStatus = time.GetTimestamp();
        socket.Status(_status.Text());
    }
}
