using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The changes of instrument that wait for their time, in order. Bounded: of many that wait, only
/// the last of a voice would be heard, so the oldest go. Not thread-safe.
/// </summary>
internal sealed class PlannedPrograms
{
    private const int Capacity = 64;

    private readonly Queue<ProgramPlanned> _programs = new();

    /// <summary>When the next one is due; null when none waits.</summary>
    public SampleTime? Due => _programs.TryPeek(out var next) ? next.Due : null;

    public void Add(ProgramPlanned program)
    {
        if (_programs.Count == Capacity)
        {
            _programs.Dequeue();
        }

        _programs.Enqueue(program);
    }

    /// <summary>Takes the next one, if it is due before the next note.</summary>
    /// <param name="limit">What is due later stays.</param>
    /// <param name="note">When the next note is due; null when none waits.</param>
    public ProgramPlanned? Take(SampleTime limit, SampleTime? note) =>
        Due is { } due && due <= limit && !(note < due) ? _programs.Dequeue() : null;
}
