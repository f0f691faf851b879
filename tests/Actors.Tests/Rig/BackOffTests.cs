using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>A stage that fails again and again, live and in freewheel.</summary>
public sealed class BackOffTests
{
    private const double Seconds = 5;
    private const int SegmentOfFailure = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [MemberData(nameof(Stages.Names), MemberType = typeof(Stages))]
    public async Task In_freewheel_a_stage_that_rests_is_waited_for_by_nobody(StageName stage)
    {
        // Time stands still: what waits for the end of the rest would wait for ever.
        var fault = new Repeatedly(Stages.WorkOn[stage], 2);
        var played = await new FreewheelRig()
            .Play(ToySound.Input(Seconds), new ManualTimeProvider(), fault.Before)
            .WaitAsync(Patience);

        Assert.Equal(2, fault.Happened);
        Assert.Null(played.Outcome!.Breakdown);
        AssertTiled(played.Slots);
        Assert.IsType<InputEnded>(played.Slots[^1]);
        var gaps = played.Gaps.Where(gap => gap.Reason.Contains(
            $"{stage} failed and is not back yet", StringComparison.Ordinal));
        Assert.NotEmpty(gaps);
    }

    [Fact]
    public async Task In_freewheel_the_agent_comes_back_when_its_rest_is_over()
    {
        var time = new ManualTimeProvider();
        var fault = new Repeatedly(typeof(SoundTranscribed), 2);
        var gaps = 0;
        var rig = new FreewheelRig
        {
            Heard = slot =>
            {
                // The rest may begin behind some gaps: time passes more than once.
                if (slot is Gap && ++gaps % 100 == 0)
                {
                    time.Advance(RestartRule.LongestWait);
                }
            },
        };
        await rig.Play(ToySound.Input(2 * Seconds), time, fault.Before).WaitAsync(Patience);

        Assert.Equal(2, fault.Happened);
        Assert.True(gaps >= 100);
        AssertTiled(rig.Slots);
        var lastGap = rig.Answers.FindLastIndex(slot => slot is Gap);
        Assert.Contains(
            rig.Answers.Skip(lastGap), slot => slot is AgentDecided { IsReflex: false });
        Assert.True(rig.Answers[^1] is AgentDecided { IsLast: true });
    }

    [Fact]
    public async Task A_mind_that_dies_of_the_first_reflex_of_a_segment_stops_nobody()
    {
        for (var segment = SegmentOfFailure; segment < SegmentOfFailure + 3; segment++)
        {
            var fault = new OneFault(typeof(SoundTranscribed), segment, Boom);
            var played = await new FreewheelRig()
                .Play(ToySound.Input(Seconds), new ManualTimeProvider(), fault.Before)
                .WaitAsync(Patience);

            Assert.True(fault.Happened);
            Assert.True(played.Answers[^1] is AgentDecided { IsLast: true });
        }
    }

    [Theory]
    [InlineData(StageName.Quantizer)]
    [InlineData(StageName.Transcriber)]
    [InlineData(StageName.Agent)]
    public async Task A_stage_that_always_fails_should_end_the_run_for_a_restart(StageName stage)
    {
        var fault = new Repeatedly(Stages.WorkOn[stage], int.MaxValue);
        await using var rig = new LiveRig(fault.Before, seconds: 60);
        await rig.PlayUntil(() => rig.Ended, () => null, rig.AwaitSupervisor);

        var outcome = await rig.Outcome;
        Assert.Equal(RestartRule.MostFailures, fault.Happened);
        Assert.Equal(
            $"{stage} failed 8 times within 60 s, last: InvalidOperationException: boom",
            outcome.Breakdown?.Text);
        Assert.Equal(0, rig.GapsInOtherThan(stage));
    }

    [Fact]
    public async Task A_capture_that_always_fails_should_end_the_run_for_a_restart()
    {
        await using var rig = new LiveRig(
            input: new Broken(ToySound.Input(Seconds)));
        await rig.PlayUntil(() => rig.Ended, () => null, rig.AwaitSupervisor);

        Assert.Equal(StageName.Capture, (await rig.Outcome).Breakdown?.Stage);
    }

    private static void Boom() => throw new InvalidOperationException("boom");

    private static void AssertTiled(List<Slot> slots)
    {
        var expected = slots[0].Start;
        foreach (var slot in slots)
        {
            Assert.Equal(expected, slot.Start);
            expected = slot.End;
        }
    }

    /// <summary>Throws at the slots of a kind from a segment on, so many times.</summary>
    private sealed class Repeatedly(Type slotType, int times)
    {
        private int _happened;

        public int Happened => Volatile.Read(ref _happened);

        public void Before(Slot slot)
        {
            if (slot.GetType() == slotType && slot.Segment.Value >= SegmentOfFailure
                && Volatile.Read(ref _happened) < times)
            {
                Interlocked.Increment(ref _happened);
                Boom();
            }
        }
    }

    private sealed class Broken(IAudioInput inner)
        : Antiphon.Capture.Io.AudioInputAround(inner)
    {
        public override int Read(Span<float> interleaved) =>
            throw new InvalidOperationException("boom");
    }
}
