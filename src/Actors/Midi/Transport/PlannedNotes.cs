using System.Diagnostics.CodeAnalysis;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The notes that wait for their time, by due time and then by id. Bounded: when it is full, the
/// note due last (which may be the new one) is refused. Not thread-safe.
/// </summary>
/// <param name="capacity">Notes it holds, at least 1.</param>
public sealed class PlannedNotes(int capacity)
{
    private readonly SortedSet<NotePlanned> _byDue = new(Comparer<NotePlanned>.Create(
        (a, b) => (a.Due, a.Id.Value).CompareTo((b.Due, b.Id.Value))));

    private readonly Dictionary<NoteId, NotePlanned> _byId = [];

    /// <summary>Notes that wait, 0…capacity.</summary>
    public int Count => _byId.Count;

    /// <summary>The note due first, or null.</summary>
    public NotePlanned? First => _byDue.Min;

    /// <summary>The latest end of all that wait; null when none does.</summary>
    public SampleTime? LastEnd => Count == 0 ? null : _byDue.Max(note => note.Due + note.Length);

    /// <summary>Adds a note.</summary>
    /// <returns>The note that found no place, or null.</returns>
    /// <exception cref="ArgumentException">A note of that id waits already.</exception>
    public NotePlanned? Add(NotePlanned note)
    {
        if (!_byId.TryAdd(note.Id, note))
        {
            throw new ArgumentException($"Note {note.Id.Value} is planned already.", nameof(note));
        }

        _byDue.Add(note);
        if (Count <= capacity)
        {
            return null;
        }

        var refused = _byDue.Max!;
        Remove(refused.Id, out _);
        return refused;
    }

    /// <summary>Takes a note out; false when it does not wait.</summary>
    public bool Remove(NoteId id, [NotNullWhen(true)] out NotePlanned? note) =>
        _byId.Remove(id, out note) && _byDue.Remove(note);
}
