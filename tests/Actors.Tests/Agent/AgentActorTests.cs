using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Tests.Flow;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class AgentActorTests : StageActorTests
{
    private readonly SurvivingState _state = new(new AgentOptions());
    private readonly MemoryStore _store = new(new MemoryOptions());

    protected override Props Stage
    {
        get
        {
            Func<AgentMind> mind = () =>
            {
                Cores++;
                return new AgentMind(_state);
            };
            return Props.Create(() => new AgentActor(mind, Context));
        }
    }

    [Fact]
    public void What_it_hears_beside_the_slots_is_not_answered()
    {
        var stage = Sys.ActorOf(Stage);
        stage.Tell(new NoteHeard(SampleTime.Zero, SampleCount.FromSeconds(1), 60, 90));
        ExpectNothingMoreOf(stage);
        stage.Tell(new Work(SlotAt(0), null));
        Assert.NotEmpty(ExpectMsg<AgentDecided>().Heard);
    }

    [Fact]
    public void The_numbers_of_answers_go_on_after_a_failure()
    {
        var stage = Sys.ActorOf(Stage);
        stage.Tell(new Work(SlotAt(0), null));
        var before = ExpectMsg<AgentDecided>().Number;
        stage.Tell(new Work(new Unknown(SlotAt(1).Place), null));
        ExpectMsg<Gap>();
        stage.Tell(new Work(SlotAt(1), null));

        Assert.Equal(before + 1, ExpectMsg<AgentDecided>().Number);
    }

    protected override Slot SlotAt(int index)
    {
        var token = ToySlots.Token(index);
        return new TokenRemembered(token.Place, token, _store.View);
    }

    // A mind tells of a gap and of the end as well: only its work sees the slot.
    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is AgentDecided decided && answer.Place == slot.Place
        && decided.Heard.Any(heard => heard.What is MindInput.Frame);

    private sealed record Unknown(Place Place) : Slot(Place);
}
