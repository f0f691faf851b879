using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Hpss;

/// <summary>
/// Hears: <see cref="SegmentCaptured"/>. Says: <see cref="SegmentSeparated"/>.
/// Bound: one segment and the separator's past.
/// On failure: the segment is lost and the past is forgotten; tokens are warming until it is full.
/// </summary>
public sealed class HpssActor(SegmentSeparator separator, StageContext context)
    : StageActor<SegmentCaptured>(context)
{
    protected override void PreStart() => separator.Reset();

    protected override Slot Process(SegmentCaptured slot) => separator.Separate(slot);

    protected override Slot Pass(Gap gap)
    {
        separator.Reset();
        return gap;
    }
}
