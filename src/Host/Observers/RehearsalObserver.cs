using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Observers;

/// <summary>Counts what passes in a rehearsal.</summary>
internal sealed class RehearsalObserver : IRigObserver
{
    private long _gaps;
    private string? _firstLoss;

    /// <summary>Segments that came through the capture.</summary>
    public long Segments { get; private set; }

    /// <summary>Where the last of them ended.</summary>
    public SampleTime End { get; private set; }

    /// <summary>Stretches lost anywhere.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>Where and why the first was; null when none was.</summary>
    public string? FirstLoss => Volatile.Read(ref _firstLoss);

    /// <summary>From a decision to its first note, in ms.</summary>
    public LatencyHistogram QueueMs { get; } = new();

    public void Lost(string stage, Gap gap)
    {
        Interlocked.Increment(ref _gaps);
        Interlocked.CompareExchange(ref _firstLoss, $"{stage}: {gap.Reason}", null);
    }

    public void Captured(Slot slot)
    {
        if (slot is SegmentCaptured segment)
        {
            Segments++;
            End = segment.End;
        }
    }

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        foreach (var decision in decided.Decisions)
        {
            var notes = decided.Notes.Where(note => note.DecisionId == decision.Id).ToList();
            if (notes.Count > 0)
            {
                var first = notes.Min(note => note.Due);
                QueueMs.Add(first.SecondsSince(decision.Time) * 1_000);
            }
        }
    }
}
