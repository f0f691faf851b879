using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>How many more notes may be planned, by those of the last minute.</summary>
/// <remarks>Bounded by the budget. Not thread-safe.</remarks>
internal sealed class NoteBudget(LiveOptions settings)
{
    private const double WindowSeconds = 60;

    private readonly Queue<SampleTime> _due = new();

    /// <summary>Notes that may still be planned at a time, from 0.</summary>
    public int Left(SampleTime now)
    {
        while (_due.TryPeek(out var oldest) && oldest.PlusSeconds(WindowSeconds) < now)
        {
            _due.Dequeue();
        }

        return Math.Max(0, settings.Agent.NotesPerMinute - _due.Count);
    }

    /// <summary>A note was planned.</summary>
    public void Spend(SampleTime due) => _due.Enqueue(due);
}
