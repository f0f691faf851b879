using Akka.Actor;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Tests.Flow;
using Antiphon.Tests.Rig;

namespace Antiphon.Tests.Encoder;

public sealed class EncoderActorTests : StageActorTests
{
    protected override Props Stage
    {
        get
        {
            Func<SegmentEncoder> encoder = () =>
            {
                Cores++;
                return ToySlots.Encoder();
            };
            return Props.Create(() => new EncoderActor(encoder, Context));
        }
    }

    protected override Slot SlotAt(int index) => ToySlots.Separated(index);

    protected override bool IsResult(Slot slot, Slot answer) =>
        answer is SegmentEncoded encoded && answer.Place == slot.Place
        && encoded.Harmonic.Span.SequenceEqual(
            ToySlots.Encoded((int)slot.Segment.Value).Harmonic.Span);
}
