using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Capture;

/// <summary>
/// The mouth of the rig: on one side sound arrives when it arrives, on the other a segment is
/// taken when there is demand. Only here may anything be lost, and it is lost openly.
/// </summary>
/// <remarks>
/// Outlives the capture actor, so that a slot on its way out is never lost with it. It also keeps
/// the grid whole: segments that capture skipped come out as a <see cref="Gap"/>.
/// </remarks>
/// <param name="mouth">The bounded queue.</param>
/// <param name="underWay">Told of every slot that leaves the mouth.</param>
/// <param name="demand">Called when a segment is wanted and none is at hand.</param>
public sealed class MouthLink(SegmentMouth mouth, SlotsUnderWay underWay, Action demand)
{
    private const int FailuresInARow = 10;

    private readonly Lock _lock = new();
    private TaskCompletionSource<Slot>? _wanted;
    private SegmentId _next;
    private bool _ended;
    private int _failures;

    /// <summary>Why capture gave up; null while it has not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Why sound is missing from the input, told with the gap; null if unknown.</summary>
    public string? LastLoss { get; set; }

    /// <summary>Segments dropped because the rig was too slow.</summary>
    public long DroppedSegments => mouth.DroppedSegments;

    /// <summary>True once the end of the input was offered.</summary>
    public bool Ended => Volatile.Read(ref _ended);

    /// <summary>True while a slot is wanted and none is at hand.</summary>
    public bool IsWanting
    {
        get
        {
            lock (_lock)
            {
                return _wanted is { Task.IsCompleted: false };
            }
        }
    }

    /// <summary>True when the end of the input was taken out.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_lock)
            {
                return _ended && mouth.HeldSlots == 0;
            }
        }
    }

    /// <summary>Puts a segment in; those missing before it go in as a gap.</summary>
    public void Offer(SegmentCaptured segment)
    {
        lock (_lock)
        {
            if (segment.Segment.Value > _next.Value)
            {
                mouth.Offer(Missing(segment));
            }

            mouth.Offer(segment);
            _next = segment.Segment.Next;
            _failures = 0;
            HandOver();
        }
    }

    /// <summary>
    /// Counts a failure of capture. After ten in a row without a segment the input is given up,
    /// with its reason in <see cref="Fault"/>, instead of failing for ever.
    /// </summary>
    public void CaptureFailed(Exception reason, long timestamp)
    {
        if (Interlocked.Increment(ref _failures) >= FailuresInARow)
        {
            Fault = $"the input failed {FailuresInARow} times in a row: {reason.Message}";
            OfferEnd(timestamp);
        }
    }

    /// <summary>The input failed for good: what it has not brought never comes.</summary>
    public void GiveUp(Exception reason, long timestamp)
    {
        Fault = reason.Message;
        OfferEnd(timestamp);
    }

    /// <summary>Puts the end of the input in, once.</summary>
    public void OfferEnd(long timestamp)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                mouth.Offer(new InputEnded(new Place(_next, _next.Start, default, timestamp)));
                _ended = true;
                HandOver();
            }
        }
    }

    /// <summary>The next slot, as soon as there is one. One taker at a time.</summary>
    public Task<Slot> Take()
    {
        lock (_lock)
        {
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var task = _wanted.Task;
            HandOver();
            if (task.IsCompleted)
            {
                return task;
            }
        }

        demand();
        return _wanted.Task;
    }

    private void HandOver()
    {
        if (_wanted is { Task.IsCompleted: false } wanted && mouth.TryTake(out var slot))
        {
            underWay.Enter();
            wanted.SetResult(slot);
        }
    }

    private Gap Missing(SegmentCaptured segment)
    {
        var lost = segment.Segment.Value - _next.Value;
        var place = new Place(
            _next,
            _next.Start,
            new SampleCount(lost * FrameGrid.SegmentSamples),
            segment.Place.CapturedTimestamp);
        var why = LastLoss is { } loss ? $": {loss}" : "";
        LastLoss = null;
        return new Gap(place, $"capture missed {lost} segments{why}");
    }
}
