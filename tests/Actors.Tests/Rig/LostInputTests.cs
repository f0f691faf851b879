using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Tests.Capture;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The whole rig on a sound card that is pulled out and put in again.</summary>
public sealed class LostInputTests : IDisposable
{
    private const double HeardSeconds = 5;
    private const int BeatFrames = SampleRate.Hz / 100;

    private FakeDevices _devices = null!;
    private EndingInput _input = null!;

    public void Dispose() => _input.Dispose();

    [Fact]
    public async Task A_lost_input_should_silence_the_rig_and_leave_a_gap_of_its_length()
    {
        await using var rig = Rig();
        await Play(rig, HeardSeconds);
        Assert.NotEmpty(rig.Notes);
        await Play(rig, 0.7, calls: false);

        Assert.IsType<InputLost>(Assert.Single(rig.Changes));
        Assert.Equal(0, rig.MidiStatistics.Hanging);
        var notes = rig.MidiStatistics.Notes;
        await Play(rig, 2, calls: false);
        Assert.Equal(notes, rig.MidiStatistics.Notes);

        await Play(rig, HeardSeconds);
        await End(rig);
        Assert.IsType<InputRegained>(rig.Changes.Last());
        rig.AssertEverythingAnswered();
        var gap = Assert.Single(rig.Gaps);
        Assert.Contains("the input was away", gap.Reason, StringComparison.Ordinal);
        Assert.InRange(gap.Length.Seconds, 2.7, 2.7 + 3 * FrameGrid.SegmentLength.Seconds);
        Assert.True(rig.Tokens.First(token => token.Segment.Start >= gap.End).Warming);
        Assert.False(rig.Tokens.Last().Warming);
        Assert.Equal(0, rig.MidiStatistics.Hanging);
    }

    [Fact]
    public async Task Hours_without_an_input_should_be_one_gap_and_no_burst()
    {
        await using var rig = Rig();
        await Play(rig, HeardSeconds);
        await Play(rig, 0.7, calls: false);
        _devices.Opens = () => false;
        rig.Sleep(TimeSpan.FromHours(12));
        _devices.Opens = () => true;
        var notes = rig.MidiStatistics.Notes;
        await Play(rig, 6, calls: false);
        Assert.Equal(notes, rig.MidiStatistics.Notes);

        await Play(rig, 2 * HeardSeconds);
        await End(rig);
        rig.AssertEverythingAnswered();
        Assert.Single(rig.Gaps);
        Assert.InRange(rig.Gaps.Single().Length.Seconds / 3_600, 12, 12.01);
        Assert.True(rig.MidiStatistics.Notes > notes, "the rig does not play any more");
        Assert.Equal(0, rig.MidiStatistics.Hanging);
    }

    [Fact]
    public async Task Sleep_of_the_machine_should_be_a_gap_and_no_burst()
    {
        await using var rig = Rig();
        await Play(rig, HeardSeconds);
        var notes = rig.MidiStatistics.Notes;
        rig.Sleep(TimeSpan.FromHours(8));
        await Play(rig, 1);
        Assert.Equal(notes, rig.MidiStatistics.Notes);

        await Play(rig, 2 * HeardSeconds);
        await End(rig);
        Assert.Empty(rig.Changes);
        rig.AssertEverythingAnswered();
        Assert.True(rig.MidiStatistics.Notes > notes, "the rig does not play any more");
        Assert.Equal(0, rig.MidiStatistics.Hanging);
    }

    [Fact]
    public async Task A_driver_that_hangs_should_end_the_run_for_a_restart()
    {
        await using var rig = Rig();
        await Play(rig, 1);
        _devices.Opens = null;
        await rig.PlayUntil(() => rig.Ended, () => null);
        Assert.Equal(
            Breakdown.Hang(StageName.Capture), (await rig.Outcome).Breakdown);
    }

    [Fact]
    public async Task An_overrun_should_be_a_gap_on_the_grid_and_time_goes_on()
    {
        await using var rig = Rig();
        await Play(rig, HeardSeconds);
        _devices.Present!.Skip(7 * BeatFrames);
        await Play(rig, 0.07, calls: false);
        _devices.Present!.Call(BeatFrames, overflowed: true);
        await Play(rig, HeardSeconds);
        await End(rig);

        Assert.Empty(rig.Changes);
        var gap = Assert.Single(rig.Gaps);
        Assert.Contains("overflow", gap.Reason, StringComparison.Ordinal);
        Assert.Equal(
            (long)(HeardSeconds / FrameGrid.SegmentLength.Seconds) * FrameGrid.SegmentSamples * 2,
            gap.Start.HalfSamples);
        rig.AssertEverythingAnswered();
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_should_change_nothing()
    {
        var played = new List<(IEnumerable<object> Tokens, IEnumerable<object> Notes)>();
        foreach (var hours in (int[])[0, 5, -5])
        {
            await using var rig = Rig();
            await Play(rig, 2);
            rig.SetWallClock(TimeSpan.FromHours(hours));
            await Play(rig, HeardSeconds);
            await End(rig);
            Assert.Empty(rig.Gaps);
            Assert.NotEmpty(rig.Notes);
            played.Add((
                [.. rig.Tokens.Select(token => (token.Ordinal, token.Harmonic, token.Time))],
                [.. rig.Notes]));
        }

        Assert.All(played, one => Assert.Equal(played[0].Tokens, one.Tokens));
        Assert.All(played, one => Assert.Equal(played[0].Notes, one.Notes));
    }

    private LiveRig Rig()
    {
        var sound = ToySound.Samples(60);
        return new LiveRig(live: time =>
        {
            _devices = new FakeDevices(time, SampleRate.Hz)
            {
                Sound = frame => sound[frame % sound.Length],
            };
            var device = new DeviceAudioInput(
                _devices, _devices.Plug(), new CaptureOptions(), time);
            return _input = new EndingInput(device);
        });
    }

    private async Task Play(LiveRig rig, double seconds, bool calls = true)
    {
        var beats = (int)Math.Round(seconds * 100);
        await rig.PlayUntil(() => beats <= 0, () => null, () =>
        {
            beats--;
            if (calls && _devices.Present is { IsDisposed: false } device)
            {
                device.Call(BeatFrames);
            }
        });
    }

    private async Task End(LiveRig rig)
    {
        _input.End();
        await rig.PlayToTheEnd();
    }
}
