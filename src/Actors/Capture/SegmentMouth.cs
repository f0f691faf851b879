using System.Diagnostics.CodeAnalysis;
using Antiphon.Flow;
using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Capture;

/// <summary>
/// The mouth of the rig: the one place that may lose sound, and does so openly. It holds a few
/// segments; when it is full the oldest of them becomes a <see cref="Gap"/> where it stood.
/// </summary>
/// <remarks>
/// Slots come out in the order of time, and everything offered comes out once: as it was, or
/// inside a gap. Gaps beside each other become one, so at most 2N + 2 slots are held whatever
/// happens, N being the number of segments. Not thread-safe.
/// </remarks>
public sealed class SegmentMouth
{
    private readonly int _maxSegments;
    private readonly LinkedList<Held> _slots = new();
    private SampleTime _end;
    private bool _ended;

    /// <param name="maxSegments">Segments held at most (N), at least 1.</param>
    public SegmentMouth(int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxSegments);
        _maxSegments = maxSegments;
    }

    /// <summary>Segments held now.</summary>
    public int Depth { get; private set; }

    /// <summary>Slots held now, gaps and the end counted.</summary>
    public int HeldSlots => _slots.Count;

    /// <summary>Slots offered so far.</summary>
    public long Offered { get; private set; }

    /// <summary>Slots taken so far; merged gaps are one.</summary>
    public long Taken { get; private set; }

    /// <summary>Segments dropped so far because the rig was too slow.</summary>
    public long DroppedSegments { get; private set; }

    /// <summary>Takes a slot in; drops the oldest segment when there are too many.</summary>
    /// <param name="slot">A segment, a gap, or the end; not before the end of the last.</param>
    /// <exception cref="ArgumentException">Another kind of slot, or one out of order.</exception>
    /// <exception cref="InvalidOperationException">The input had already ended.</exception>
    public void Offer(Slot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (_ended)
        {
            throw new InvalidOperationException("The input has ended; nothing can follow.");
        }

        if (slot is not (SegmentCaptured or Gap or InputEnded))
        {
            throw new ArgumentException($"{slot.GetType().Name} is not captured.", nameof(slot));
        }

        if (slot.Start < _end)
        {
            throw new ArgumentException("The slot begins before the last one ended.", nameof(slot));
        }

        Offered++;
        _end = slot.End;
        _ended = slot is InputEnded;
        Depth += slot is SegmentCaptured ? 1 : 0;
        var node = _slots.AddLast(new Held(slot, 0));
        MergeInto(node.Previous, node);
        if (Depth > _maxSegments)
        {
            DropOldest();
        }
    }

    /// <summary>The oldest slot, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out Slot? slot)
    {
        slot = _slots.First?.Value.ToSlot();
        if (slot is null)
        {
            return false;
        }

        _slots.RemoveFirst();
        Taken++;
        Depth -= slot is SegmentCaptured ? 1 : 0;
        return true;
    }

    private static bool IsGap(LinkedListNode<Held> node) => node.Value.Slot is Gap;

    private void DropOldest()
    {
        var oldest = _slots.First!;
        while (oldest.Value.Slot is not SegmentCaptured)
        {
            oldest = oldest.Next!;
        }

        oldest.Value = new Held(new Gap(oldest.Value.Slot.Place, ""), 1);
        DroppedSegments++;
        Depth--;
        var previous = oldest.Previous;
        var next = oldest.Next;
        MergeInto(previous, oldest);
        MergeInto(oldest.List is null ? previous : oldest, next);
    }

    /// <summary>Makes one gap of two neighbours, when both are gaps.</summary>
    private void MergeInto(LinkedListNode<Held>? earlier, LinkedListNode<Held>? later)
    {
        if (earlier is null || later is null || !IsGap(earlier) || !IsGap(later))
        {
            return;
        }

        earlier.Value = earlier.Value.Plus(later.Value);
        _slots.Remove(later);
    }

    /// <summary>A slot, and how many segments were dropped in it, if it is a gap.</summary>
    private readonly record struct Held(Slot Slot, int Dropped)
    {
        public Held Plus(Held later)
        {
            var length = (later.Slot.End.HalfSamples - Slot.Start.HalfSamples) / 2;
            var place = new Place(
                Slot.Segment, Slot.Start, new SampleCount(length),
                later.Slot.Place.CapturedTimestamp);
            var reason = Reason(later) is "" ? Reason(this) : Reason(later);
            return new Held(new Gap(place, reason), Dropped + later.Dropped);
        }

        public Slot ToSlot() => Dropped == 0 ? Slot : (Gap)Slot with { Reason = Told() };

        private static string Reason(Held held) => ((Gap)held.Slot).Reason;

        private string Told()
        {
            var other = Reason(this) is "" ? "" : $"; and {Reason(this)}";
            return $"the rig is too slow: {Count(Dropped, "segment")} dropped{other}";
        }
    }
}
