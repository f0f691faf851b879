using Antiphon.Flow;

namespace Antiphon.Tests.Rig;

/// <summary>Meddles once, with the first slot of a kind at or after a segment.</summary>
internal sealed class OneFault(Type slotType, long segment, Action meddle)
{
    private int _happened;

    public bool Happened => _happened == 1;

    public void Before(Slot slot)
    {
        if (slot.GetType() == slotType && slot.Segment.Value >= segment
            && Interlocked.Exchange(ref _happened, 1) == 0)
        {
            meddle();
        }
    }
}
