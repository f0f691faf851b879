using Akka.Actor;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Tests.Flow;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public sealed class MemoryBufferActorTests : StageActorTests
{
    private readonly MemoryStore _store = new(new MemoryOptions());

    // What it holds is to outlive it.
    protected override bool HasCore => false;

    protected override Props Stage
    {
        get
        {
            Func<FrameToken, FrameToken> mark = token => token;
            return Props.Create(() => new MemoryBufferActor(_store, mark, Context));
        }
    }

    [Fact]
    public void The_store_survives_a_stop_and_learns_nothing_across_it()
    {
        var first = Watch(Sys.ActorOf(Stage));
        Remember(first, 0);
        Assert.Equal(2, Remember(first, 1).Count);
        Sys.Stop(first);
        ExpectTerminated(first);

        var view = Remember(Sys.ActorOf(Stage), 2);
        Assert.Equal(
            [true, true, false, true],
            Enumerable.Range(1, view.Count).Select(state => view.Frame(state) is not null));
    }

    [Fact]
    public void Nothing_is_learned_across_a_gap()
    {
        var stage = Sys.ActorOf(Stage);
        Remember(stage, 0);
        stage.Tell(new Work(new Gap(SlotAt(1).Place, "lost"), null));
        ExpectMsg<Gap>();

        Assert.Null(Remember(stage, 1).Frame(2));
    }

    private MemoryView Remember(IActorRef stage, int frame)
    {
        stage.Tell(new Work(SlotAt(frame), null));
        return ExpectMsg<TokenRemembered>().Memory;
    }

    protected override Slot SlotAt(int index) => Performance.Speaking(index, index % 3);

    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is TokenRemembered remembered && remembered.Token.Equals(slot);
}
