using Akka.Actor;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Tests.Capture;

/// <summary>
/// The first actor of the rig: it reads when it is asked to, and tells the mouth and the pump.
/// </summary>
public sealed class CaptureActorTests : ActorTests
{
    private const int BlockFrames = 2048;

    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly InputPump _pump;
    private readonly MouthLink _mouth;
    private readonly List<long> _meddled = [];
    private Action<long> _meddle = _ => { };
    private Device? _device;

    public CaptureActorTests()
    {
        _pump = new InputPump(_time);
        _mouth = new MouthLink(new SegmentMouth(int.MaxValue), new SlotsUnderWay(), _pump.Pump);
    }

    [Fact]
    public async Task A_wanted_segment_is_read_and_the_request_is_done()
    {
        var actor = Start();
        for (var i = 0; i < 3; i++)
        {
            var slot = Assert.IsType<SegmentCaptured>(await _mouth.Take());
            Assert.Equal(new SegmentId(i), slot.Segment);
        }

        ExpectNothingMoreOf(actor);
        Assert.True(_pump.IsIdle);
    }

    [Fact]
    public async Task Behind_the_last_segment_the_end_is_told_once()
    {
        Start();
        var slots = new List<Slot>();
        while (slots.LastOrDefault() is not InputEnded)
        {
            slots.Add(await _mouth.Take());
        }

        Assert.Equal(8, slots.OfType<SegmentCaptured>().Count());
        Assert.True(_mouth.IsDrained);
    }

    [Fact]
    public async Task A_device_that_fails_loses_what_is_in_hand_and_nobody_begins_anew()
    {
        _device = new Device();
        _meddle = Once(3 * BlockFrames, () => throw new AudioInputException("unplugged"));
        var actor = Start();
        var gap = Assert.IsType<Gap>(await _mouth.Take());
        Assert.Contains("unplugged", gap.Reason, StringComparison.Ordinal);
        Assert.Equal(SampleTime.Zero, gap.Start);
        Assert.Equal(gap.End, Assert.IsType<SegmentCaptured>(await _mouth.Take()).Start);
        ExpectNothingMoreOf(actor);

        var entry = Assert.Single(_loggers.Entries);
        Assert.IsType<AudioInputException>(entry.Exception);
        Assert.Equal(LogLevel.Error, entry.Level);
    }

    [Fact]
    public async Task An_actor_that_throws_reads_on_for_the_segment_that_is_still_wanted()
    {
        _meddle = Once(3 * BlockFrames, () => throw new InvalidOperationException("boom"));
        Start();
        var gap = Assert.IsType<Gap>(await _mouth.Take());
        Assert.Equal(gap.End, Assert.IsType<SegmentCaptured>(await _mouth.Take()).Start);
    }

    [Fact]
    public async Task A_device_that_fails_ten_times_in_a_row_is_given_up_with_its_reason()
    {
        _device = new Device();
        _meddle = _ => throw new AudioInputException("unplugged");
        Start();

        Assert.IsType<InputEnded>(await _mouth.Take());
        Assert.Contains("unplugged", _mouth.Fault, StringComparison.Ordinal);
        Assert.Equal(10, _loggers.Entries.Count());
    }

    [Fact]
    public async Task A_recording_that_fails_is_given_up_at_once_with_its_reason()
    {
        _meddle = _ => throw new AudioInputException("1 s of 2 s were readable");
        Start();

        Assert.IsType<InputEnded>(await _mouth.Take());
        Assert.Equal("1 s of 2 s were readable", _mouth.Fault);
        Assert.Single(_loggers.Entries);
    }

    [Fact]
    public void What_is_not_for_it_is_not_answered()
    {
        var actor = Start();
        actor.Tell("read!");
        ExpectNothingMoreOf(actor);
    }

    private IActorRef Start()
    {
        var source = new CaptureSource(
            new Meddled(ToySound.Input(2.8), frame => _meddle(frame), _device),
            new CaptureOptions(),
            LookAheadSamples: 0, Freewheel: true, BlockFrames);
        var context = new StageContext(_time, _loggers.CreateLogger("test"));
        var actor = Sys.ActorOf(Props.Create(() => new CaptureActor(
            source, _mouth, null, _pump, null, context)));
        _pump.Replace(() => actor.Tell(ReadInput.Instance));
        return actor;
    }

    private Action<long> Once(long frame, Action meddle) => now =>
    {
        if (now >= frame && _meddled.Count == 0)
        {
            _meddled.Add(now);
            meddle();
        }
    };

    private sealed class Meddled(IAudioInput inner, Action<long> before, ILiveDevice? live)
        : AudioInputAround(inner), IAudioInput
    {
        ILiveDevice? IAudioInput.Live => live;

        public override int Read(Span<float> interleaved)
        {
            before(FramesRead);
            return Inner.Read(interleaved);
        }
    }

    /// <summary>A device that may come back.</summary>
    private sealed class Device : ILiveDevice
    {
        public AudioDeviceFormat Format { get; } = new("a card", 44_100, 1, 0, 0);

        public ClockReading? Clock => null;

        public long ArrivedTimestamp => 0;

        public string? LastLoss => null;

        public bool IsHung => false;

        public DeviceFigures Figures { get; } =
            new(0, 0, 0, 0, new LatencySummary(0, 0, 0, 0, 0));

        public Action<InputChanged>? Changed { get; set; }
    }
}
