using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>What the ear heard in a frame, told from its notes.</summary>
public sealed class HeardFrameTests
{
    private const double Half = 320.0 / 48_000;

    [Fact]
    public void A_frame_has_the_keys_that_sound_at_its_centre_the_lowest_and_the_highest_loud_one()
    {
        var frame = Frame(1, (0.5, 2, 48, -20), (0.9, 1.5, 64, -12), (0.9, 1.5, 67, -14),
            (0.9, 1.5, 84, -40), (0.2, 0.9, 30, -10), (1.2, 1.5, 90, -10))!;

        Assert.Equal(48, frame.BassKey);
        Assert.Equal(67, frame.MelodyKey);
        Assert.True(frame.IsPitched);
        Assert.False(frame.IsStruck);
        Assert.Equal(0.5f, frame.Chroma[0]);
        Assert.Equal(0.25f, frame.Chroma[4]);
        Assert.Equal(0.25f, frame.Chroma[7]);
        Assert.Equal(0, frame.Chroma[6]);
    }

    [Fact]
    public void A_note_strikes_the_frame_in_which_it_begins_and_no_other()
    {
        Assert.True(Frame(1, (1 - 0.9 * Half, 2, 60, -20))!.IsStruck);
        Assert.True(Frame(1, (1 + 0.9 * Half, 2, 60, -20))!.IsStruck);
        Assert.Equal(60, Frame(1, (1 + 0.9 * Half, 2, 60, -20))!.MelodyKey);
        Assert.False(Frame(1, (1 - 1.1 * Half, 2, 60, -20))!.IsStruck);
        Assert.Null(Frame(1, (1 + 1.1 * Half, 2, 60, -20)));
    }

    [Fact]
    public void A_drum_strikes_a_frame_without_a_key()
    {
        var notes = new HeardFrameNotes(At(1));
        notes.Strike(At(1));
        var frame = notes.Close(MusicNow.Nothing)!;

        Assert.True(frame.IsStruck);
        Assert.False(frame.IsPitched);
        Assert.Null(frame.MelodyKey);
        Assert.Null(frame.BassKey);
        var chroma = frame.Chroma;
        Assert.False(((ReadOnlySpan<float>)chroma).ContainsAnyExcept(0f));
    }

    [Fact]
    public void Where_nothing_is_heard_there_is_no_frame() => Assert.Null(Frame(1));

    [Fact]
    public void The_frames_of_a_corpus_know_its_notes_beats_chords_and_keys()
    {
        var chord = new Chord(5, ChordKind.Minor, 5, 0.8);
        var key = new MusicalKey(0, IsMinor: true, 0.9);
        var recording = Corpora.Recording("one", [.. Enumerable.Repeat(1, 60)]) with
        {
            Music = new RecordedMusic
            {
                Notes = [new(At(0.1), At(0.5), 65, -20), new(At(0.3), At(0.6), 72, -20)],
                Beats = [new(At(0), 4, 0), new(At(0.4), 4, 1), new(At(0.8), 4, 2)],
                Chords = [new(At(0.2), chord)],
                Keys = [new(At(0), key)],
            },
        };
        var corpus = new Corpus { Tongue = Corpora.Tongue, Recordings = [recording] };
        var frames = PriorMemory.Of(corpus, TokenSimilarity.Exact, new MemoryOptions())
            .Frames.ToList();
        var near = frames.MinBy(frame => Math.Abs(frame.Time.Seconds - 0.5 + Half))!;

        Assert.Null(frames[0].Heard);
        Assert.Equal(72, near.Heard!.MelodyKey);
        Assert.Equal(65, near.Heard.BassKey);
        Assert.Equal(chord, near.Heard.Music.Chord);
        Assert.Equal(key, near.Heard.Music.Key);
        var beat = near.Heard.Music.Beat!.Value;
        Assert.Equal((0.4, 0.4), (beat.At.Seconds, beat.Seconds));
        Assert.Equal((4, 1), (beat.BarBeats, beat.BarBeat));
        Assert.Equal(2, frames.Count(frame => frame.Heard is { IsStruck: true }));
        Assert.All(
            frames.Where(frame => frame.Time >= At(0.6)), frame => Assert.Null(frame.Heard));
    }

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static HeardFrame? Frame(
        double at, params (double Onset, double End, int Key, float Db)[] notes)
    {
        var frame = new HeardFrameNotes(At(at));
        foreach (var note in notes)
        {
            frame.Add(At(note.Onset), At(note.End), note.Key, note.Db);
        }

        return frame.Close(MusicNow.Nothing);
    }
}
