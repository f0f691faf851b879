using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Observers;

/// <summary>
/// Watches a run for the service manager: it is ready when the first segment has been captured or
/// it waits for a device, and its heart beats only with real progress: a segment that got through
/// the whole rig, or an attempt to open a device that came to an end. A timer could beat for a rig
/// that hangs.
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
    private string? _waitsFor;

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
            _lastStatus = null;
            SayStatus();
        }
    }

    /// <summary>
    /// An attempt to reopen a lost device has come to an end, with or without success.
    /// </summary>
    public void ReopenTried() => socket.Beat();

    /// <summary>
    /// A search for a device that the rig cannot begin without has ended in vain: the rig is up,
    /// and waits.
    /// </summary>
    public void WaitsFor(string device)
    {
        lock (_lock)
        {
            BeReady();
            socket.Beat();
            if (_waitsFor != device)
            {
                _waitsFor = device;
                socket.Status($"waiting for {device} since {WallClock.Now(time)}");
            }
        }
    }

    public void Changed(InputChanged input)
    {
        switch (input)
        {
            case InputLost:
                Lost(input.Input);
                break;
            case InputStillLost:
                ReopenTried();
                break;
            case InputRegained back:
                ReopenTried();
                Returned(
                    input.Input, Text($"{input.Input} is back after {back.AwaySeconds:0.0} s"));
                break;
        }
    }

    /// <summary>A MIDI port was lost or regained; from any thread.</summary>
    public void Changed(PortChanged port)
    {
        if (port is PortRegained back)
        {
            Returned(port.Port, Text($"{port.Port} is back after {back.AwaySeconds:0.0} s"));
        }
        else
        {
            Lost(port.Port);
        }
    }

    /// <summary>An extra failed or works again; from any thread.</summary>
    public void Changed(ExtraChanged extra)
    {
        if (extra is ExtraRegained back)
        {
            Returned(
                extra.Extra, Text($"{extra.Extra} works again after {back.AwaySeconds:0.0} s"));
        }
        else
        {
            Lost(extra.Extra);
        }
    }

    /// <summary>Something that the rig needs is away; told at once, from any thread.</summary>
    public void Lost(string name)
    {
        lock (_lock)
        {
            _status.Away(name, WallClock.Now(time));
            _lastStatus = null;
            SayStatus();
        }
    }

    /// <summary>It is back; told at once, from any thread.</summary>
    /// <param name="text">What is said of it.</param>
    public void Returned(string name, string text)
    {
        lock (_lock)
        {
            _waitsFor = null;
            _status.Back(name);
            Say(text);
        }
    }

    /// <summary>Says a line at once, with the time of day; from any thread.</summary>
    public void Announce(string text)
    {
        lock (_lock)
        {
            Say(text);
        }
    }

    /// <summary>The run is on its way out.</summary>
    public void Stopping() => socket.Stopping();

    public void Captured(Slot slot)
    {
        lock (_lock)
        {
            if (slot is SegmentCaptured)
            {
                BeReady();
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

    private void BeReady()
    {
        if (!_ready)
        {
            _ready = true;
            socket.Ready();
        }
    }

    // It stands for as long as any other line.
    private void Say(string text)
    {
        _lastStatus = time.GetTimestamp();
        socket.Status(WallClock.Stamp(time, text));
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
