using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The player's notes and strokes of late, by which frames are told: those reach the mind later
/// than what was heard in them.
/// </summary>
/// <remarks>Bounded: the last 3 s, of strokes and notes the newest 512. Not thread-safe.</remarks>
internal sealed class RecentNotes
{
    private const double KeptSeconds = 3;
    private const int Most = 512;

    private static readonly SampleTime SoundsOn = new(long.MaxValue);

    private readonly List<Lasting> _notes = [];
    private readonly List<SampleTime> _strokes = [];

    /// <summary>Notes and strokes that are kept.</summary>
    public int Count => _notes.Count + _strokes.Count;

    public void Began(int key, SampleTime onset, float loudnessDb)
    {
        if (_notes.Count == Most)
        {
            _notes.RemoveAt(0);
        }

        _notes.Add(new Lasting(onset, SoundsOn, key, loudnessDb));
    }

    public void Ended(int key, SampleTime onset, SampleTime end)
    {
        var at = _notes.FindLastIndex(note => note.Key == key && note.Onset == onset);
        if (at >= 0)
        {
            _notes[at] = _notes[at] with { End = end };
        }
    }

    public void Struck(SampleTime time)
    {
        if (_strokes.Count == Most)
        {
            _strokes.RemoveAt(0);
        }

        _strokes.Add(time);
    }

    /// <summary>What is old is forgotten; what sounds is not.</summary>
    public void Advance(SampleTime now)
    {
        var oldest = now.PlusSeconds(-KeptSeconds);
        _notes.RemoveAll(note => note.End < oldest);
        _strokes.RemoveAll(time => time < oldest);
    }

    /// <summary>What was heard in a frame; null where nothing was.</summary>
    /// <param name="time">The centre of the frame.</param>
    /// <param name="music">Beat, chord and key at that time.</param>
    public HeardFrame? At(SampleTime time, MusicNow music)
    {
        var notes = new HeardFrameNotes(time);
        foreach (var note in _notes)
        {
            notes.Add(note.Onset, note.End, note.Key, note.LoudnessDb);
        }

        foreach (var stroke in _strokes)
        {
            notes.Strike(stroke);
        }

        return notes.Close(music);
    }

    private readonly record struct Lasting(
        SampleTime Onset, SampleTime End, int Key, float LoudnessDb);
}
