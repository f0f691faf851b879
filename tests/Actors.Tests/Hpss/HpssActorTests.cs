using Akka.Actor;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Tests.Flow;
using Antiphon.Tests.Rig;
using Xunit;

namespace Antiphon.Tests.Hpss;

public sealed class HpssActorTests : StageActorTests
{
    protected override Props Stage
    {
        get
        {
            Func<SegmentSeparator> separator = () =>
            {
                Cores++;
                return ToySlots.Separator();
            };
            return Props.Create(() => new HpssActor(separator, Context));
        }
    }

    [Fact]
    public void Behind_a_gap_the_past_is_forgotten()
    {
        var stage = Sys.ActorOf(Stage);
        Assert.True(Ask(stage, SlotAt(0)).Warming);
        for (var i = 1; i < 4; i++)
        {
            Ask(stage, SlotAt(i));
        }

        stage.Tell(new Work(new Gap(SlotAt(4).Place, "lost"), null));
        ExpectMsg<Gap>();
        Assert.True(Ask(stage, SlotAt(5)).Warming);
    }

    protected override Slot SlotAt(int index) => ToySlots.Captured(index);

    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is SegmentSeparated && answer.Place == slot.Place;

    private SegmentSeparated Ask(IActorRef stage, Slot slot)
    {
        stage.Tell(new Work(slot, null));
        return ExpectMsg<SegmentSeparated>();
    }
}
