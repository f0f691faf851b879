using System.Globalization;
using System.Text;
using System.Text.Json;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>A transcript as text: a table (CSV), or one JSON document.</summary>
internal static class TranscriptText
{
    private static readonly JsonSerializerOptions JsonStyle = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
    };

    private static readonly string[] NoteNames =
        ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>A row a note or hit, by time; the columns of the other kind are empty.</summary>
    public static string Csv(Transcript transcript)
    {
        var rows = transcript.Notes.Select(note => (note.Onset, Row: string.Join(
            ',', Seconds(note.Onset), Number(note.Seconds, 4), Number(note.Key, 0),
            Name(note.Key), "", Number(note.LoudnessDb, 1), "", Seconds(note.KnownAt))))
            .Concat(transcript.Hits.Select(hit => (Onset: hit.Time, Row: string.Join(
                ',', Seconds(hit.Time), "", "", "", Word(hit.Drum), Number(hit.LoudnessDb, 1),
                Number(hit.Strength, 3), Seconds(hit.KnownAt)))))
            .OrderBy(row => row.Onset);
        var text = new StringBuilder("t,seconds,key,name,drum,loudnessDb,strength,knownAt\n");
        foreach (var (_, row) in rows)
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The recording's length, tuning, notes, drums, beats, chords and keys.</summary>
    public static string Json(Transcript transcript, double seconds, double? tuningCents) =>
        JsonSerializer.Serialize(
            new
            {
                Seconds = Math.Round(seconds, 4),
                TuningCents = Rounded(tuningCents),
                Notes = transcript.Notes.Select(note => new
                {
                    T = Math.Round(note.Onset.Seconds, 4),
                    note.Key,
                    Seconds = Math.Round(note.Seconds, 4),
                    LoudnessDb = Math.Round(note.LoudnessDb, 1),
                    KnownAt = Math.Round(note.KnownAt.Seconds, 4),
                }),
                Drums = transcript.Hits.Select(hit => new
                {
                    T = Math.Round(hit.Time.Seconds, 4),
                    Drum = Word(hit.Drum),
                    Strength = Math.Round(hit.Strength, 3),
                    KnownAt = Math.Round(hit.KnownAt.Seconds, 4),
                }),
                Beats = transcript.Harmony.Beats
                    .Select(beat => Math.Round(beat.Time.Seconds, 4)),
                Chords = transcript.Harmony.Chords.Select(at => new
                {
                    T = Math.Round(at.Time.Seconds, 4),
                    at.Name,
                    at.Chord.Root,
                    Kind = at.Chord.Kind.Symbol(),
                    at.Chord.Bass,
                }),
                Keys = transcript.Harmony.Keys.Select(at => new
                {
                    T = Math.Round(at.Time.Seconds, 4),
                    Name = at.Key.Name(),
                    at.Key.Tonic,
                    Minor = at.Key.IsMinor,
                }),
            },
            JsonStyle) + "\n";

    /// <summary>To a tenth, or null.</summary>
    public static double? Rounded(double? number) =>
        number is { } known ? Math.Round(known, 1) : null;

    private static string Word(DrumClass drum) => drum.ToString().ToLowerInvariant();

    private static string Name(int key) => NoteNames[key % 12] + Number(key / 12 - 1, 0);

    private static string Seconds(SampleTime time) => Number(time.Seconds, 4);

    private static string Number(double number, int digits) =>
        number.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
