using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// What a human played on a MIDI keyboard, kept beside the tokens and on the same clock.
/// </summary>
/// <remarks>Bounded: the newest notes are kept. Not thread-safe.</remarks>
internal sealed class KeyboardMemory
{
    private const int Capacity = 4096;

    private readonly List<NoteHeard> _notes = [];

    public int Count => _notes.Count;

    /// <summary>Takes in a note, complete.</summary>
    public void Hear(NoteHeard note)
    {
        if (_notes.Count == Capacity)
        {
            _notes.RemoveAt(0);
        }

        var at = _notes.Count;
        while (at > 0 && _notes[at - 1].Onset > note.Onset)
        {
            at--;
        }

        _notes.Insert(at, note);
    }

    /// <summary>The notes that begin in a stretch of time, in order.</summary>
    /// <param name="to">Where the stretch ends; what begins then is outside.</param>
    public IReadOnlyList<NoteHeard> Between(SampleTime from, SampleTime to)
    {
        var first = _notes.FindIndex(note => note.Onset >= from);
        return first < 0 ? [] : [.. _notes.Skip(first).TakeWhile(note => note.Onset < to)];
    }
}
