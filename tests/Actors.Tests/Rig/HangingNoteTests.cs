using Akka.Actor;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Tests.Midi;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>
/// Every actor fails in the middle of a note, once by throwing and once by being stopped; whoever
/// listens at the other end hears every note end.
/// </summary>
public sealed class HangingNoteTests
{
    private const double Seconds = 14;

    public static TheoryData<StageName> Actors =>
        [StageName.Capture, .. Stages.WorkOn.Keys];

    [Theory]
    [MemberData(nameof(Stages.Names), MemberType = typeof(Stages))]
    public async Task No_note_should_hang_when_a_stage_throws_in_the_middle_of_it(StageName stage)
    {
        var output = new ListeningOutput();
        var fault = new FaultInANote(
            output, Stages.WorkOn[stage], () => throw new InvalidOperationException("boom"));
        await using var rig = new LiveRig(fault.Before, Seconds, output: output);
        await rig.PlayToTheEnd();
        AssertSilence(fault, output);
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task No_note_should_hang_when_an_actor_is_stopped_in_the_middle_of_it(
        StageName actor)
    {
        var output = new ListeningOutput();
        LiveRig? rig = null;
        var fault = new FaultInANote(
            output,
            Stages.WorkOn.GetValueOrDefault(actor, typeof(SegmentCaptured)),
            () => rig!.ActorOf(actor).Tell(PoisonPill.Instance));
        await using (rig = new LiveRig(fault.Before, Seconds, output: output))
        {
            await rig.PlayToTheEnd();
            AssertSilence(fault, output);
        }
    }

    private static void AssertSilence(FaultInANote fault, ListeningOutput output)
    {
        Assert.True(fault.Happened, "no note sounded while the stage worked");
        Assert.Equal(0, output.Open);
        Assert.Equal(0, output.Unpaired);
    }

    /// <summary>Meddles once, with the first slot of a kind while a note sounds.</summary>
    private sealed class FaultInANote(ListeningOutput output, Type slotType, Action meddle)
    {
        private int _happened;

        public bool Happened => _happened == 1;

        public void Before(Slot slot)
        {
            if (slot.GetType() == slotType && output.Open > 0
                && Interlocked.Exchange(ref _happened, 1) == 0)
            {
                meddle();
            }
        }
    }
}
