using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Hpss;

/// <summary>
/// Hears: <see cref="SegmentCaptured"/>. Says: <see cref="SegmentSeparated"/>.
/// Bound: one segment and the separator's past.
/// On failure: the segment is lost and the past is forgotten; tokens are warming until it is full.
/// Nothing survives: a new separator begins.
/// </summary>
public sealed class HpssActor(Func<SegmentSeparator> newSeparator, StageContext context)
    : StageActor<SegmentCaptured>(context)
{
    private readonly SegmentSeparator _separator = newSeparator();

    protected override Slot Process(SegmentCaptured slot) => _separator.Separate(slot);

    protected override Slot Pass(Gap gap)
    {
        _separator.Reset();
        return gap;
    }
}
