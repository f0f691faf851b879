using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>
/// Beats, chords and keys of a recording: each as the rig would know it a second later, for nobody
/// waits.
/// </summary>
internal sealed class TranscriptHarmony
{
    private const double HindsightSeconds = 1;
    private const double LeastShareOfABeat = 0.5;
    private const double StepSeconds = 0.01;

    private readonly MusicTracker _tracker = new();
    private readonly List<RecordedBeat> _beats = [];
    private readonly List<(SampleTime Time, Chord Chord, string Name)> _chords = [];
    private readonly List<(SampleTime Time, MusicalKey Key)> _keys = [];
    private SampleTime _told;

    /// <summary>Beats in order; where none was heard between two, as many as fit.</summary>
    public IReadOnlyList<RecordedBeat> Beats => _beats;

    /// <summary>Chords, each from when it sounds, by name as its key spells it.</summary>
    public IReadOnlyList<(SampleTime Time, Chord Chord, string Name)> Chords => _chords;

    /// <summary>Keys, each from when the music is in it.</summary>
    public IReadOnlyList<(SampleTime Time, MusicalKey Key)> Keys => _keys;

    public void Began(in NoteBegan note) => _tracker.Began(note, note.KnownAt);

    public void Ended(in NoteEnded note) => _tracker.Ended(note, note.KnownAt);

    public void Hit(in DrumHit hit) => _tracker.Hit(hit, hit.KnownAt);

    /// <summary>All that is known by a time has been told.</summary>
    public void Advance(SampleTime now)
    {
        _tracker.Advance(now);
        TellUntil(now.PlusSeconds(-HindsightSeconds));
    }

    /// <summary>The recording ends here.</summary>
    public void End(SampleTime end)
    {
        _tracker.Advance(end);
        TellUntil(end);
    }

    private void TellUntil(SampleTime until)
    {
        for (; _told < until; _told = _told.PlusSeconds(StepSeconds))
        {
            var music = _tracker.At(_told);
            if (music.Beat is { } beat)
            {
                Hear(beat);
            }

            if (music.Chord is { } chord
                && !chord.IsStill(_chords.Count == 0 ? null : _chords[^1].Chord))
            {
                _chords.Add((_told, chord, chord.InRootPosition.Name(music.Key)));
            }

            if (music.Key is { } key
                && (_keys.Count == 0 || key.Name() != _keys[^1].Key.Name()))
            {
                _keys.Add((_told, key));
            }
        }
    }

    private void Hear(Beat beat)
    {
        var count = Math.Floor(beat.BeatsTo(_told));
        var at = beat.TimeOf(count);
        if (at < SampleTime.Zero || (_beats.Count > 0
            && at.SecondsSince(_beats[^1].Time) <= LeastShareOfABeat * beat.Seconds))
        {
            return;
        }

        if (_beats.Count > 0)
        {
            var last = _beats[^1].Time;
            var between = Math.Round(at.SecondsSince(last) / beat.Seconds);
            for (var i = 1; i < between; i++)
            {
                _beats.Add(new RecordedBeat(
                    last.PlusSeconds(at.SecondsSince(last) * i / between),
                    beat.BarBeats, InBar(beat, count - between + i)));
            }
        }

        _beats.Add(new RecordedBeat(at, beat.BarBeats, InBar(beat, count)));
    }

    private static int InBar(Beat beat, double count) => beat.BarBeats == 0
        ? 0
        : (int)(((beat.BarBeat + count) % beat.BarBeats + beat.BarBeats) % beat.BarBeats);
}
