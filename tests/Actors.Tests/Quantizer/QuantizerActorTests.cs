using Akka.Actor;
using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Tests.Flow;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Quantizer;

public sealed class QuantizerActorTests : StageActorTests
{
    protected override Props Stage
    {
        get
        {
            Func<FrameQuantizer> quantizer = () =>
            {
                Cores++;
                return ToyWords.Quantizer();
            };
            return Props.Create(() => new QuantizerActor(quantizer, Context));
        }
    }

    [Fact]
    public void A_segment_becomes_a_token_a_frame_that_tile_it()
    {
        var stage = Sys.ActorOf(Stage);
        stage.Tell(new Work(SlotAt(0), null));
        var expected = SlotAt(0).Start;
        foreach (var token in ExpectMsg<SegmentTokenized>().Tokens)
        {
            Assert.Equal(expected, token.Start);
            expected = token.End;
        }

        Assert.Equal(SlotAt(0).End, expected);
    }

    protected override Slot SlotAt(int index) => ToySlots.Encoded(index);

    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is SegmentTokenized segment && answer.Place == slot.Place
        && segment.Tokens.Length == FrameGrid.FramesPerSegment;
}
