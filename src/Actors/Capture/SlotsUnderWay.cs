using Antiphon.Flow;

namespace Antiphon.Capture;

/// <summary>
/// Counts the slots between the mouth and the end of the graph, exactly: a slot that one stage has
/// answered and the next has not taken yet is counted too. Thread-safe.
/// </summary>
public sealed class SlotsUnderWay
{
    private int _count;

    /// <summary>Slots under way now, from 0.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A slot leaves the mouth. Called before anyone else can see the slot.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>One slot becomes several.</summary>
    public IReadOnlyList<Slot> FanOut(IReadOnlyList<Slot> slots)
    {
        Interlocked.Add(ref _count, slots.Count - 1);
        return slots;
    }

    /// <summary>A slot has passed the last stage.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);
}
