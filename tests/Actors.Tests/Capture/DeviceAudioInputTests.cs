using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class DeviceAudioInputTests : IDisposable
{
    private const int RateHz = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeDevices _devices;
    private readonly DeviceAudioInput _input;
    private readonly List<InputChanged> _changes = [];
    private readonly float[] _room = new float[512];
    private long _read;

    public DeviceAudioInputTests()
    {
        _devices = new FakeDevices(_time, RateHz);
        _input = new DeviceAudioInput(_devices, _devices.Plug(), new CaptureOptions(), _time)
        {
            Changed = _changes.Add,
        };
    }

    public void Dispose() => _input.Dispose();

    [Fact]
    public void It_hands_out_what_the_callback_brought_and_its_clock()
    {
        Assert.Null(_input.Clock);
        Hear(seconds: 3);

        Assert.Equal(3_000, _input.FramesRead);
        Assert.Equal(3_000, _read);
        Assert.Empty(_changes);
        var clock = _input.Clock!.Value;
        var now = clock.Heard.PlusSeconds(_time.GetElapsedTime(clock.Timestamp).TotalSeconds);
        Assert.Equal(3, now.Seconds, tolerance: 0.001);
        Assert.Equal(10, _input.Figures.Interval.P50Ms, tolerance: 0.5);
    }

    [Fact]
    public void A_lost_device_is_opened_until_it_is_back_and_the_time_it_was_away_is_a_hole()
    {
        Hear(seconds: 2);
        var lost = _devices.Present!;
        _devices.Opens = () => false;
        Pass(seconds: 20);

        Assert.IsType<InputLost>(_changes[0]);
        Assert.All(_changes.Skip(1), change => Assert.Contains(
            "not there", Assert.IsType<InputStillLost>(change).Why, StringComparison.Ordinal));
        Assert.Single(_changes.OfType<InputStillLost>(), still => still.IsNews);
        Assert.True(lost.IsDisposed);
        Assert.Equal(2_000, _input.FramesRead);

        _devices.Opens = () => true;
        Pass(seconds: 5, () => !_devices.Present!.IsDisposed);
        Hear(seconds: 1);

        var regained = Assert.IsType<InputRegained>(_changes[^1]);
        Assert.Equal(_devices.Attempts, regained.Attempts);
        Assert.Equal(_time.GetTimestamp() / 1e7, _input.FramesRead / 1_000.0, tolerance: 0.015);
        Assert.InRange(regained.AwaySeconds, 20, 25);
        Assert.Equal(_input.FramesRead - _read, _input.Figures.LostFrames);
        Assert.Equal((1, 0), (_input.Figures.Losses, _input.Figures.Overruns));
        Assert.Contains("away", _input.LastLoss, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_of_silence_are_no_loss()
    {
        _devices.Sound = _ => 0;
        Hear(seconds: 3 * 3_600);
        Assert.Empty(_changes);
    }

    [Fact]
    public void A_driver_that_hangs_is_told_after_five_seconds()
    {
        Hear(seconds: 1);
        _devices.Opens = null;
        Pass(seconds: 5.9);
        Assert.True(_devices.IsOpening);
        Assert.False(_input.IsHung);
        Pass(seconds: 0.3);
        Assert.True(_input.IsHung);
        Assert.Equal(1, _devices.Attempts);
    }

    [Fact]
    public void A_machine_that_slept_has_lost_nothing_but_the_time()
    {
        Hear(seconds: 10);
        _time.Advance(TimeSpan.FromHours(8));
        Assert.Equal(0, _input.Read(_room));
        Hear(seconds: 5);

        Assert.Empty(_changes);
        Assert.Equal(1, _input.Figures.Overruns);
        Assert.Equal(8 * 3_600 + 15, _input.FramesRead / 1_000.0, tolerance: 0.05);
    }

    [Fact]
    public void An_overrun_is_a_hole_where_it_was()
    {
        Hear(seconds: 1);
        _devices.Present!.Skip(120);
        _time.Advance(TimeSpan.FromMilliseconds(130));
        _devices.Present!.Call(10, overflowed: true);
        Assert.Equal(10, _input.Read(_room));

        Assert.Equal(1_130, _input.FramesRead);
        Assert.Equal((1, 120), (_input.Figures.Overruns, _input.Figures.LostFrames));
        Assert.Equal(120f / 2_000, _room[0]);
    }

    private void Hear(double seconds) => Pass(seconds, () => true);

    private void Pass(double seconds, Func<bool>? calls = null)
    {
        for (var beat = 0; beat < seconds * 100; beat++)
        {
            _time.Advance(Beat);
            if (calls?.Invoke() ?? false)
            {
                _devices.Present!.Call(10);
            }

            for (int frames; (frames = _input.Read(_room)) > 0;)
            {
                _read += frames;
            }
        }
    }
}
