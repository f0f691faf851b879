using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Rig;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>
/// The supervision table of ARCHITECTURE.md, row by row: each actor throws, hangs and stops while
/// the rig plays on a virtual clock. Every stretch of the input must still come out exactly once.
/// </summary>
public sealed class SupervisionTests
{
    private const int SegmentOfFailure = 6;

    [Theory]
    [MemberData(nameof(Stages.Names), MemberType = typeof(Stages))]
    public async Task Rig_should_lose_one_slot_when_a_stage_throws(StageName stage)
    {
        var fault = new OneFault(Stages.WorkOn[stage], SegmentOfFailure, Boom);
        await using var rig = new LiveRig(fault.Before);
        await rig.PlayToTheEnd();

        Assert.True(fault.Happened);
        rig.AssertEverythingAnswered();
        Assert.Equal(1, rig.GapsIn(stage));
        Assert.Equal(0, rig.GapsInOtherThan(stage));
        Assert.Contains(rig.Gaps, gap => gap.Reason.Contains("boom", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stages.Names), MemberType = typeof(Stages))]
    public async Task Rig_should_lose_the_slots_of_the_hang_when_a_stage_hangs(StageName stage)
    {
        using var release = new ManualResetEventSlim();
        var fault = new OneFault(Stages.WorkOn[stage], SegmentOfFailure, release.Wait);
        await using var rig = new LiveRig(fault.Before);
        await rig.PlayUntil(() => rig.GapsIn(stage) > 0, () => fault.Happened ? stage : null);
        release.Set();
        await rig.PlayToTheEnd();

        Assert.True(fault.Happened);
        rig.AssertEverythingAnswered();
        Assert.Contains(
            rig.Gaps, gap =>
                gap.Reason.Contains("did not answer in time", StringComparison.Ordinal));
        Assert.True(rig.SlotsIn(stage) > SegmentOfFailure, $"{stage} did not come back");
    }

    [Theory]
    [MemberData(nameof(Stages.Names), MemberType = typeof(Stages))]
    public async Task Rig_should_play_on_with_a_new_actor_when_a_stage_is_stopped(StageName stage)
    {
        var stopped = false;
        LiveRig? rig = null;
        var fault = new OneFault(Stages.WorkOn[stage], SegmentOfFailure, () =>
        {
            rig!.ActorOf(stage).Tell(PoisonPill.Instance);
            stopped = true;
        });
        await using (rig = new LiveRig(fault.Before))
        {
            await rig.PlayToTheEnd();

            Assert.True(stopped);
            rig.AssertEverythingAnswered();
            Assert.True(rig.GapsIn(stage) <= 1);
            Assert.True(rig.SlotsIn(stage) > SegmentOfFailure, $"{stage} did not come back");
        }
    }

    [Fact]
    public async Task Tokens_should_be_warming_again_when_Hpss_has_failed()
    {
        var fault = new OneFault(
            typeof(SegmentCaptured), SegmentOfFailure, Boom);
        await using var rig = new LiveRig(fault.Before);
        await rig.PlayToTheEnd();

        var warming = rig.Tokens.Where(
            token => token.Warming).Select(token => token.Segment.Value).Distinct();
        Assert.Contains(0, warming);
        Assert.Contains(SegmentOfFailure + 1, warming);
        Assert.DoesNotContain(SegmentOfFailure - 1, warming);
    }

    [Fact]
    public async Task No_note_should_hang_when_Midi_has_failed()
    {
        var fault = new OneFault(
            typeof(AgentDecided), SegmentOfFailure * 3, Boom);
        await using var rig = new LiveRig(fault.Before);
        await rig.PlayToTheEnd();

        Assert.True(rig.MidiStatistics.Notes > 0, "the run has no notes to judge by");
        Assert.Equal(0, rig.MidiStatistics.Hanging);
    }

    [Fact]
    public async Task A_stage_that_never_answers_should_be_named_as_hung()
    {
        using var never = new ManualResetEventSlim();
        var fault = new OneFault(typeof(SegmentSeparated), SegmentOfFailure, never.Wait);
        await using var rig = new LiveRig(fault.Before);
        await rig.PlayUntil(() => rig.Ended, () => fault.Happened ? StageName.Encoder : null);
        never.Set();

        Assert.Equal(
            Breakdown.Hang(StageName.Encoder), (await rig.Outcome).Breakdown);
    }

    [Fact]
    public async Task A_stage_that_hangs_should_keep_nobody_from_leaving()
    {
        using var never = new ManualResetEventSlim();
        var fault = new OneFault(typeof(SegmentSeparated), SegmentOfFailure, never.Wait);
        var rig = new LiveRig(fault.Before);
        await rig.PlayUntil(() => rig.Ended, () => fault.Happened ? StageName.Encoder : null);

        var left = rig.DisposeAsync().AsTask();
        await left.WaitAsync(TimeSpan.FromMinutes(1));
        never.Set();

        Assert.Equal(
            Breakdown.Hang(StageName.Encoder), (await rig.Outcome).Breakdown);
    }

    private static void Boom() => throw new InvalidOperationException("boom");
}
