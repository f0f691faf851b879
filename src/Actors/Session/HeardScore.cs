using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// The call as it was understood: the player's notes, beats, chords by name, and the bars of the
/// chart, of the last ten minutes.
/// </summary>
/// <remarks>Not thread-safe. Bounded: twenty notes a second for as long as they are kept.</remarks>
internal sealed class HeardScore(SampleCount kept)
{
    private const int Most = 12_000;

    private readonly Queue<MusicNote> _notes = new();
    private readonly Queue<SampleTime> _beats = new();
    private readonly Queue<(SampleTime Time, string Name)> _chords = new();
    private readonly Queue<(SampleTime Time, ChartPlace? Place)> _bars = new();
    private readonly Queue<(long Ordinal, HeardFrame Heard)> _frames = new();
    private Chord? _chord;
    private int? _bar;
    private SampleTime? _last;

    /// <summary>What the ear heard, but for the partner's own; keys are apart.</summary>
    public IReadOnlyList<MusicNote> Notes => [.. _notes];

    /// <summary>When beats fell.</summary>
    public IReadOnlyList<SampleTime> Beats => [.. _beats];

    /// <summary>Chords as their keys spell them, each from when it sounded.</summary>
    public IReadOnlyList<(SampleTime Time, string Name)> Chords => [.. _chords];

    /// <summary>Bars of the chart, each from when it was played; null where it was left.</summary>
    public IReadOnlyList<(SampleTime Time, ChartPlace? Place)> Bars => [.. _bars];

    /// <summary>What the ear heard in frames, by their ordinals.</summary>
    public IReadOnlyDictionary<long, HeardFrame> Frames =>
        _frames.ToDictionary(one => one.Ordinal, one => one.Heard);

    /// <summary>Takes in what the agent told that it heard.</summary>
    public void Hear(AgentDecided decided)
    {
        foreach (var note in decided.NotesHeard)
        {
            if (note.Source == MusicSource.Ear)
            {
                Keep(_notes, note, decided.Watermark, one => one.Onset);
            }
        }

        foreach (var frame in decided.FrameMusic)
        {
            var time = TimeOf(frame.Ordinal);
            Hear(time, frame.Known);
            if (frame.Heard is { } heard)
            {
                Keep(_frames, (frame.Ordinal, heard), time, one => TimeOf(one.Ordinal));
            }
        }
    }

    private static SampleTime TimeOf(long ordinal) => FrameGrid.FrameCentre(
        new SegmentId(ordinal / FrameGrid.FramesPerSegment).Start,
        (int)(ordinal % FrameGrid.FramesPerSegment));

    private void Hear(SampleTime time, MusicNow music)
    {
        if (music.Beat is { } beat)
        {
            var at = beat.TimeOf(Math.Floor(beat.BeatsTo(time)));
            if (_last is not { } last || at > last.PlusSeconds(beat.Seconds / 2))
            {
                Keep(_beats, at, time, one => one);
                _last = at;
            }
        }

        if (music.Chord is { } chord && !chord.IsStill(_chord))
        {
            var name = chord.InRootPosition.Name(music.Key);
            Keep(_chords, (Time: time, Name: name), time, one => one.Time);
            _chord = chord;
        }

        if (music.Chart?.Bar != _bar)
        {
            Keep(_bars, (Time: time, Place: music.Chart), time, one => one.Time);
            _bar = music.Chart?.Bar;
        }
    }

    private void Keep<T>(Queue<T> queue, T item, SampleTime now, Func<T, SampleTime> timeOf)
    {
        queue.Enqueue(item);
        while (queue.Count > Most || (queue.Count > 1 && timeOf(queue.Peek()) + kept < now))
        {
            queue.Dequeue();
        }
    }
}
