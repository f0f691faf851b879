using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Hears: <see cref="FrameToken"/>. Says: <see cref="TokenRemembered"/>.
/// Bound: the store's capacity.
/// On failure: one frame is lost; the store, which outlives the actor, learns nothing across it.
/// </summary>
public sealed class MemoryBufferActor(MemoryStore store, StageContext context)
    : StageActor<FrameToken>(context)
{
    protected override void PreStart() => store.Break();

    protected override Slot Process(FrameToken slot) =>
        new TokenRemembered(slot.Place, slot, store.Remember(slot));

    protected override Slot Pass(Gap gap)
    {
        store.Break();
        return gap;
    }
}
