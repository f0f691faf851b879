using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Hears: <see cref="FrameToken"/>. Says: <see cref="TokenRemembered"/>.
/// Bound: the store's capacity.
/// On failure: one frame is lost, and nothing is learned across it. The store and all that it holds
/// survive.
/// </summary>
/// <param name="mark">Marks a frame in which the partner hears itself.</param>
public sealed class MemoryBufferActor(
    MemoryStore store, Func<FrameToken, FrameToken> mark, StageContext context)
    : StageActor<FrameToken>(context)
{
    protected override void PreStart() => store.Break();

    protected override Slot Process(FrameToken slot)
    {
        var token = mark(slot);
        return new TokenRemembered(slot.Place, token, store.Remember(token));
    }

    protected override Slot Pass(Gap gap)
    {
        store.Break();
        return gap;
    }
}
