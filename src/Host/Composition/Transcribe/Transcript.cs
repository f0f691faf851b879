using Antiphon.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>All that was heard in a recording, in the order of time once it is complete.</summary>
internal sealed class Transcript : ITranscript
{
    private readonly Dictionary<int, NoteBegan> _sounding = [];
    private readonly List<TranscribedNote> _notes = [];
    private readonly List<DrumHit> _hits = [];

    /// <summary>Its beats, chords and keys.</summary>
    public TranscriptHarmony Harmony { get; } = new();

    /// <summary>Notes by onset, then key.</summary>
    public IReadOnlyList<TranscribedNote> Notes =>
        [.. _notes.OrderBy(note => note.Onset).ThenBy(note => note.Key)];

    /// <summary>Hits by time, then class.</summary>
    public IReadOnlyList<DrumHit> Hits =>
        [.. _hits.OrderBy(hit => hit.Time).ThenBy(hit => hit.Drum)];

    /// <summary>It as a corpus keeps it.</summary>
    public RecordedMusic Music => new()
    {
        Notes =
        [
            .. Notes.Select(note => new RecordedNote(
                note.Onset, note.End, note.Key, note.LoudnessDb)),
        ],
        Beats = [.. Harmony.Beats],
        Chords = [.. Harmony.Chords.Select(at => new RecordedChord(at.Time, at.Chord))],
        Keys = [.. Harmony.Keys.Select(at => new RecordedKey(at.Time, at.Key))],
    };

    public void Began(in NoteBegan note)
    {
        _sounding.Add(note.Key, note);
        Harmony.Began(note);
    }

    public void Ended(in NoteEnded note)
    {
        _sounding.Remove(note.Key, out var began);
        _notes.Add(new TranscribedNote(
            note.Onset, note.End, note.Key, began.LoudnessDb, began.KnownAt));
        Harmony.Ended(note);
    }

    public void Hit(in DrumHit hit)
    {
        _hits.Add(hit);
        Harmony.Hit(hit);
    }

    public void Frame(in FrameNotes frame) => Harmony.Advance(frame.KnownAt);
}

/// <summary>A note of a recording.</summary>
/// <param name="Onset">When it began.</param>
/// <param name="End">When it ended, after the onset.</param>
/// <param name="Key">MIDI key, 21…108.</param>
/// <param name="LoudnessDb">Of its partials as it began, dBFS.</param>
/// <param name="KnownAt">How much of the recording had been heard when it was known.</param>
internal readonly record struct TranscribedNote(
    SampleTime Onset, SampleTime End, int Key, float LoudnessDb, SampleTime KnownAt)
{
    public double Seconds => End.SecondsSince(Onset);
}
