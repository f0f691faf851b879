using Akka.Actor;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The first row of the supervision table: capture throws, hangs and stops.</summary>
public sealed class CaptureSupervisionTests
{
    private const long FrameOfFailure = 50_000;

    [Fact]
    public async Task Capture_should_lose_the_segment_in_hand_and_keep_the_grid_when_it_throws()
    {
        await using var rig = Rig(() => throw new InvalidOperationException("boom"));
        await rig.PlayToTheEnd();

        rig.AssertEverythingAnswered();
        Assert.Single(rig.Gaps);
        var lost = rig.Gaps.Single().Length.Samples;
        Assert.InRange(lost, FrameGrid.SegmentSamples, 3 * FrameGrid.SegmentSamples);
        Assert.Equal(0, lost % FrameGrid.SegmentSamples);
    }

    [Fact]
    public async Task Capture_should_go_on_when_its_actor_is_stopped()
    {
        LiveRig? rig = null;
        await using (rig = Rig(() => rig!.ActorOf(StageName.Capture).Tell(PoisonPill.Instance)))
        {
            await rig.PlayToTheEnd();
            rig.AssertEverythingAnswered();
            Assert.InRange(rig.Gaps.Count(), 0, 1);
        }
    }

    [Fact]
    public async Task Capture_should_be_named_when_it_hangs_for_good()
    {
        using var never = new ManualResetEventSlim();
        await using var rig = Rig(never.Wait);
        await rig.PlayUntil(() => rig.Ended, () => StageName.Capture);
        never.Set();

        Assert.Equal(
            Breakdown.Hang(StageName.Capture), (await rig.Outcome).Breakdown);
    }

    [Fact]
    public async Task An_input_that_always_fails_should_be_given_up_with_its_reason()
    {
        var dead = new DeadInput(ToySound.Input(7));
        await using var rig = new LiveRig(input: dead);
        await rig.PlayUntil(() => rig.Ended, () => null);

        Assert.Contains("unplugged", (await rig.Outcome).Fault, StringComparison.Ordinal);
    }

    private static LiveRig Rig(Action meddle) =>
        new(input: new FaultyInput(ToySound.Input(7), FrameOfFailure, meddle));

    private sealed class DeadInput(IAudioInput inner) : AudioInputAround(inner)
    {
        public override int Read(Span<float> interleaved) =>
            throw new AudioInputException("unplugged");
    }
}
