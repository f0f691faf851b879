using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Hpss;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>When the service manager hears what.</summary>
public sealed class ServiceWatchTests : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly FakeSystemd _manager;
    private readonly NotifySocket _socket;
    private readonly ServiceWatch _watch;

    public ServiceWatchTests()
    {
        _manager = new FakeSystemd(_files.Path("notify"));
        _socket = new NotifySocket(_manager.Address);
        _watch = new ServiceWatch(_socket, TimeProvider.System);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _manager.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task It_is_ready_once_with_the_first_segment_and_not_with_a_gap()
    {
        _watch.Captured(new Gap(PlaceOf(0), "nothing there"));
        Assert.Empty(await Said());
        _watch.Captured(new SegmentCaptured(PlaceOf(1), default, Repaired: false));
        _watch.Captured(new SegmentCaptured(PlaceOf(2), default, Repaired: false));
        Assert.Equal(["READY=1"], await Said());
    }

    [Fact]
    public async Task A_segment_beats_when_it_has_come_all_the_way_and_not_before()
    {
        Read(0, FrameGrid.FramesPerSegment);
        Assert.Empty(await Said());
        _watch.Decided(DecidedOn(PlaceOf(0)));
        Assert.Equal(
            [
                "WATCHDOG=1",
                $"STATUS=level -20 dBFS, {FrameGrid.FramesPerSegment} tokens, well, mode imitate",
            ],
            await Said());
    }

    [Fact]
    public async Task A_segment_that_was_lost_anywhere_does_not_beat()
    {
        // Lost before the words: the agent still answers, for the gap.
        _watch.Decided(DecidedOn(PlaceOf(0)));
        // Half of it read, half of it lost.
        Read(1, FrameGrid.FramesPerSegment - 1);
        _watch.Decided(DecidedOn(PlaceOf(1)));
        // Lost at the agent: its answer is a gap itself.
        Read(2, FrameGrid.FramesPerSegment);
        _watch.Decided(new Gap(PlaceOf(2), "Agent did not answer in time"));
        Assert.Empty(await Said());
    }

    [Fact]
    public async Task An_attempt_to_reopen_a_device_beats()
    {
        _watch.ReopenTried();
        Assert.Equal(["WATCHDOG=1"], await Said());
    }

    [Fact]
    public async Task What_is_lost_and_what_is_back_stands_in_the_status_line_at_once()
    {
        _watch.Changed(new InputLost("portaudio:USB", 500));
        Assert.Matches(
            @"^STATUS=portaudio:USB is lost since \d\d:\d\d:\d\d, level unknown",
            Assert.Single(await Said()));
        _watch.Changed(new PortLost("jack:Synth", "gone"));
        Assert.Matches(
            "^STATUS=jack:Synth is lost since .*, portaudio:USB is lost since ",
            Assert.Single(await Said()));
        _watch.Changed(new InputRegained("portaudio:USB", 2.5, 1));
        var said = await Said();
        Assert.Matches(
            @"^STATUS=\d\d:\d\d:\d\d portaudio:USB is back after 2.5 s$", said[^1]);
        _watch.Changed(new PortLost("jack:Other", "gone"));
        Assert.DoesNotContain("USB", (await Said())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_stands_in_the_status_line_and_losses_where_it_says_nothing()
    {
        _watch.Lost("Encoder", new Gap(PlaceOf(0), "hung"));
        Read(1, FrameGrid.FramesPerSegment);
        _watch.Decided(DecidedOn(PlaceOf(1)));
        Assert.Contains("1 lost in the last minute", (await Said())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_health_watch_says_goes_before_the_losses()
    {
        _watch.Lost("Encoder", new Gap(PlaceOf(0), "hung"));
        _watch.Health = "other music than it learned";
        Read(1, FrameGrid.FramesPerSegment);
        _watch.Decided(DecidedOn(PlaceOf(1)));
        Assert.Contains(
            "tokens, other music than it learned, mode", (await Said())[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_service_manager_it_is_mute()
    {
        using var nobody = new NotifySocket(null);
        Assert.False(nobody.IsOpen);
        nobody.Ready();
        using var gone = new NotifySocket(_files.Path("gone"));
        Assert.True(gone.IsOpen);
        gone.Ready();
    }

    [Fact]
    public void An_address_that_no_socket_can_have_is_refused_in_one_line() =>
        Assert.Contains(
            "NOTIFY_SOCKET",
            Assert.Throws<CommandException>(
                () => new NotifySocket(new string('x', 500))).Message,
            StringComparison.Ordinal);

    // Everything said since the last call: what follows is known to be the last.
    private async Task<List<string>> Said()
    {
        _watch.Stopping();
        return (await _manager.Until("STOPPING"))[..^1];
    }

    private void Read(long segment, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            _watch.Tokenized(Token(PlaceOf(segment), frame));
        }
    }

    private static Place PlaceOf(long segment) => new(
        new SegmentId(segment), new SegmentId(segment).Start, FrameGrid.SegmentLength, 0);

    private static AgentDecided DecidedOn(Place place) => new(
        place, place.Start, [], [],
        [
            new Decision(
                0, place.Start, Voice.Melody, CueKind.Answers, Mode.Imitate, "because"),
        ]);

    private static FrameToken Token(Place place, int frame) => new(
        place, frame, FrameGrid.FrameCentre(place.Segment.Start, frame), new Token(3),
        Quantizer.Token.Rest,
        1, 0,
        new FrameDescriptors
        {
            LoudnessDb = -20 - frame,
            HarmonicLoudnessDb = -20,
            PercussiveLoudnessDb = -60,
            OnsetStrength = 0,
            F0Hz = null,
            Voicing = 0,
            Chroma = default,
            CentroidHz = 0,
            HarmonicOpen = true,
            PercussiveOpen = false,
        },
        Warming: false);
}
