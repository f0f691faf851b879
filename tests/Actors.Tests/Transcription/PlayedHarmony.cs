using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Tests.Transcription;

/// <summary>Notes for a harmony tracker, heard in the order in which they are known.</summary>
internal sealed class PlayedHarmony
{
    private readonly List<(double Known, bool Begins, Note Note)> _events = [];
    private readonly Queue<(double Known, bool Begins, Note Note)> _waiting = [];

    public HarmonyTracker Tracker { get; } = new();

    /// <summary>How late a note is known, in seconds.</summary>
    public double Lateness { get; init; } = 0.12;

    /// <summary>From one beat to the next, in seconds; 0: no beat is told.</summary>
    public double BeatSeconds { get; init; }

    public int BarBeats { get; init; }

    public PlayedHarmony Play(
        double onset, double seconds, IEnumerable<int> keys, float loudnessDb = -25)
    {
        foreach (var key in keys)
        {
            var note = new Note(onset, seconds, key, loudnessDb);
            _events.Add((onset + Lateness, true, note));
            _events.Add((onset + seconds + Lateness, false, note));
        }

        return this;
    }

    /// <summary>Chords one after another from the beginning, each so many seconds.</summary>
    public PlayedHarmony Chords(double seconds, params int[][] chords)
    {
        for (var i = 0; i < chords.Length; i++)
        {
            Play(i * seconds, 0.95 * seconds, chords[i]);
        }

        return this;
    }

    /// <summary>What is said at a time, everything known by then heard.</summary>
    public HarmonyNow At(double seconds)
    {
        Hear(seconds);
        return Tracker.At(SampleTime.FromSeconds(seconds));
    }

    public void Hear(double seconds)
    {
        if (_waiting.Count == 0)
        {
            foreach (var item in _events.OrderBy(item => item.Known))
            {
                _waiting.Enqueue(item);
            }

            _events.Clear();
        }

        while (_waiting.TryPeek(out var next) && next.Known <= seconds)
        {
            _waiting.Dequeue();
            var (known, begins, note) = next;
            if (BeatSeconds > 0)
            {
                var beat = (int)Math.Floor(known / BeatSeconds);
                Tracker.Follow(new Beat(
                    SampleTime.FromSeconds(beat * BeatSeconds), BeatSeconds, 0.9,
                    BarBeats: BarBeats, BarBeat: BarBeats > 0 ? beat % BarBeats : 0));
            }

            var (onset, end) = (
                SampleTime.FromSeconds(note.Onset),
                SampleTime.FromSeconds(note.Onset + note.Seconds));
            if (begins)
            {
                Tracker.Began(new NoteBegan(
                    onset, note.Key, note.LoudnessDb, 1, SampleTime.FromSeconds(known)));
            }
            else
            {
                Tracker.Ended(new NoteEnded(
                    onset, note.Key, end, SampleTime.FromSeconds(known)));
            }
        }
    }

    private sealed record Note(double Onset, double Seconds, int Key, float LoudnessDb);
}
