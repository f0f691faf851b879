using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Capture.Io;

/// <summary>
/// A sound card, or a live pipe, as an input: what its callback brings, on one line of time; lost
/// devices are opened again until they come back.
/// </summary>
/// <remarks>One reader, which has to come every few ms: it is also the watch.</remarks>
public sealed class DeviceAudioInput : IAudioInput, ILiveDevice
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly IAudioDeviceSource _source;
    private readonly TimeProvider _time;
    private readonly DeviceWatch _watch;
    private readonly InputTimeline _timeline;
    private readonly LatencyHistogram _intervalMs = new();
    private IAudioDevice? _device;
    private IAudioDevice? _lost;
    private Task<IAudioDevice>? _attempt;
    private long _blockArrived;
    private long _losses;
    private long _callsOfLost;
    private string? _stillLostWhy;

    /// <param name="source">Opens the device again.</param>
    /// <param name="device">The device, open; disposed with this.</param>
    /// <param name="options">Its heartbeat.</param>
    /// <param name="time">The monotonic clock, which the device's timestamps are of.</param>
    public DeviceAudioInput(
        IAudioDeviceSource source, IAudioDevice device, CaptureOptions options, TimeProvider time)
    {
        (_source, _device, _time) = (source, device, time);
        Format = device.Format;
        _watch = new DeviceWatch(time, TimeSpan.FromMilliseconds(options.HeartbeatMs));
        _timeline = new InputTimeline(SampleRateHz, time.TimestampFrequency);
        _blockArrived = time.GetTimestamp();
        ArrivedTimestamp = _blockArrived;
    }

    public AudioDeviceFormat Format { get; }

    public string Name => _source.Name;

    public int SampleRateHz => Format.SampleRateHz;

    public int Channels => Format.Channels;

    public long FramesRead { get; private set; }

    public long? TotalFrames => null;

    public bool Ended { get; private set; }

    public ILiveDevice Live => this;

    public string? LastLoss => _timeline.LastLoss;

    public long ArrivedTimestamp { get; private set; }

    public bool IsHung { get; private set; }

    public Action<InputChanged>? Changed { get; set; }

    public ClockReading? Clock
    {
        get
        {
            var (frame, timestamp) = _timeline.Arrivals.Point;
            return _timeline.Arrivals.IsReady
                ? new ClockReading(
                    SampleTime.FromSeconds(frame / (double)SampleRateHz), timestamp,
                    _timeline.Arrivals.DriftPpm)
                : null;
        }
    }

    public DeviceFigures Figures => new(
        _timeline.Overruns, _timeline.LostFrames, Interlocked.Read(ref _losses),
        _timeline.Arrivals.DriftPpm, _intervalMs.Summary());

    public int Read(Span<float> interleaved)
    {
        Attend();
        var last = _device is { Ended: true };
        var piece = _device?.Ring.Read(interleaved) ?? default;
        if (piece.Frames > 0)
        {
            FramesRead = _timeline.Place(piece) + piece.Frames;
            NoteArrival(piece);
        }
        else
        {
            Ended = last;
        }

        return piece.Frames;
    }

    /// <summary>Closes the device; one that hangs is left behind.</summary>
    public void Dispose()
    {
        var device = Interlocked.Exchange(ref _device, null);
        if (device is not null)
        {
            Task.Factory.StartNew(
                device.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Wait(ClosePatience);
        }
    }

    private void NoteArrival(RingPiece piece)
    {
        if (piece.EndsBlock)
        {
            _intervalMs.Add(
                _time.GetElapsedTime(_blockArrived, piece.Timestamp).TotalMilliseconds);
            _blockArrived = piece.Timestamp;
        }

        ArrivedTimestamp = piece.Timestamp;
    }

    private void Attend()
    {
        if (_attempt is { IsCompleted: true })
        {
            TakeAttempt(_attempt);
            _attempt = null;
        }

        switch (_watch.Look(_device?.Ring.Callbacks ?? 0))
        {
            case WatchStep.Lost:
                Interlocked.Increment(ref _losses);
                _stillLostWhy = null;
                Tell(new InputLost(Name, _watch.Silence.TotalMilliseconds));
                break;
            case WatchStep.Open:
                _timeline.LoseStream();
                _lost = _device ?? _lost;
                _callsOfLost = _lost?.Ring.Callbacks ?? 0;
                _device = null;
                _attempt = _source.Open(_lost);
                break;
            case WatchStep.StillLost:
                TellStillLost($"{Name} opens, and brings nothing");
                break;
            case WatchStep.Regained:
                Tell(new InputRegained(
                    Name, _time.GetElapsedTime(_blockArrived).TotalSeconds, _watch.Attempts));
                break;
            case WatchStep.Hung:
                IsHung = true;
                break;
        }
    }

    private void TakeAttempt(Task<IAudioDevice> attempt)
    {
        _device = attempt.IsCompletedSuccessfully ? attempt.Result : null;
        _watch.Opened(_device is not null, _device == _lost ? _callsOfLost : 0);
        if (_device is not null)
        {
            return;
        }

        var cause = attempt.Exception?.InnerException;
        TellStillLost(cause?.Message ?? "it was cancelled", cause);
    }

    private void TellStillLost(string why, Exception? cause = null)
    {
        Tell(new InputStillLost(Name, _watch.Attempts, why, IsNews: why != _stillLostWhy)
        {
            Cause = cause,
        });
        _stillLostWhy = why;
    }

    private void Tell(InputChanged change) => Changed?.Invoke(change);
}
