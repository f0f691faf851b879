using System.Collections.Immutable;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Tells what the ear heard in the frames of a recording, by the same rule as of frames that are
/// heard live.
/// </summary>
/// <remarks>Frames are asked for in the order of time. Not thread-safe.</remarks>
/// <param name="music">The recording as music.</param>
internal sealed class RecordedFrames(RecordedMusic music)
{
    private readonly List<RecordedNote> _sounding = [];
    private int _next;
    private int _beat = -1;
    private int _chord = -1;
    private int _key = -1;

    /// <summary>What was heard in a frame; null where nothing was.</summary>
    /// <param name="time">Its centre, not before the last one's.</param>
    public HeardFrame? At(SampleTime time)
    {
        var until = new SampleTime(time.HalfSamples + HeardFrameNotes.HalfHop);
        while (_next < music.Notes.Length && music.Notes[_next].Onset < until)
        {
            _sounding.Add(music.Notes[_next++]);
        }

        _sounding.RemoveAll(note => note.End <= time);
        var notes = new HeardFrameNotes(time);
        foreach (var note in _sounding)
        {
            notes.Add(note.Onset, note.End, note.Key, note.LoudnessDb);
        }

        return notes.Close(new MusicNow(
            BeatAt(time),
            Last(ref _chord, music.Chords, at => at.From, time) is { } chord ? chord.Chord : null,
            Last(ref _key, music.Keys, at => at.From, time) is { } key ? key.Key : null));
    }

    // Between two beats that are no beat apart, there is none.
    private Beat? BeatAt(SampleTime time)
    {
        if (Last(ref _beat, music.Beats, at => at.Time, time) is not { } beat
            || _beat + 1 == music.Beats.Length)
        {
            return null;
        }

        var seconds = music.Beats[_beat + 1].Time.SecondsSince(beat.Time);
        return seconds is >= 0.2 and <= 2
            ? new Beat(
                beat.Time, seconds, Sureness: 1, BarBeats: beat.BarBeats, BarBeat: beat.BarBeat)
            : null;
    }

    private static T? Last<T>(
        ref int at, ImmutableArray<T> all, Func<T, SampleTime> from, SampleTime time)
        where T : struct
    {
        while (at + 1 < all.Length && from(all[at + 1]) <= time)
        {
            at++;
        }

        return at < 0 ? null : all[at];
    }
}
