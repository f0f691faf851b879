using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>From logits to notes: what is one, when it begins and ends, what frames tell.</summary>
public sealed class NoteTrackerTests
{
    [Fact]
    public void A_note_begins_at_its_peak_and_ends_where_its_key_is_no_longer_heard()
    {
        var heard = Hear(new ScriptedEar(4).Note(60, 20, 60));
        var (key, onset, frames) = Assert.Single(heard.Notes);
        Assert.Equal(60, key);
        Assert.InRange(onset, 19.5, 20.5);
        Assert.InRange(onset + frames, 59.9, 60.1);
        Assert.InRange(Assert.Single(heard.Begun).LoudnessDb, -21, -19);
    }

    [Fact]
    public void The_curve_of_an_onset_tells_more_than_its_frame()
    {
        var early = Onset(Hear(new ScriptedEar(4).Note(60, 20, 60, onset: (4, -4))));
        var even = Onset(Hear(new ScriptedEar(4).Note(60, 20, 60, onset: (4, 3.99f))));
        Assert.InRange(early, 19.45, 19.55);
        Assert.InRange(even, 19.95, 20.05);
    }

    [Fact]
    public void What_flares_up_for_three_frames_is_no_note() =>
        Assert.Empty(Hear(new ScriptedEar(4).Note(61, 20, 23)).Begun);

    [Fact]
    public void A_key_that_sounds_without_an_onset_is_no_note() =>
        Assert.Empty(Hear(new ScriptedEar(4).Note(61, 20, 60, onset: (-1, -1))).Begun);

    [Fact]
    public void A_note_is_known_three_frames_and_the_ears_own_after_its_onset()
    {
        var note = Assert.Single(Hear(new ScriptedEar(1).Note(60, 20, 60)).Begun);
        Assert.InRange(note.KnownAt.SecondsSince(note.Onset), 0.08, 0.1);
        note = Assert.Single(Hear(new ScriptedEar(8).Note(60, 20, 60)).Begun);
        Assert.InRange(note.KnownAt.SecondsSince(note.Onset), 0.08, 0.2);
    }

    [Fact]
    public void A_short_doubt_ends_no_note()
    {
        var heard = Hear(new ScriptedEar(4).Note(60, 20, 40).Note(60, 43, 80, (-4, -4)));
        Assert.InRange(Assert.Single(heard.Notes).Frames, 59, 61);
    }

    [Theory]
    [InlineData(0.01f, 1)]
    [InlineData(0.1f, 2)]
    public void A_sounding_key_is_struck_anew_only_if_it_becomes_louder(float power, int notes)
    {
        var heard = Hear(new ScriptedEar(4)
            .Note(60, 20, 50)
            .Note(60, 50, 80, (1, 0), power));
        Assert.Equal(notes, heard.Begun.Count);
        Assert.InRange(heard.Notes.Last().Onset + heard.Notes.Last().Frames, 79, 81);
    }

    [Fact]
    public void A_key_beyond_doubt_is_struck_anew_at_any_loudness()
    {
        var heard = Hear(new ScriptedEar(4).Note(60, 20, 50).Note(60, 50, 80));
        Assert.Equal(2, heard.Notes.Count());
        Assert.Equal(heard.Begun[1].Onset, heard.Ends[0].End);
    }

    [Fact]
    public void Notes_of_a_chord_are_all_heard_and_frames_tell_bass_melody_and_chroma()
    {
        var heard = Hear(new ScriptedEar(4)
            .Note(36, 20, 60).Note(64, 20, 60).Note(67, 30, 60)
            .Note(100, 20, 60, power: 1e-7f));
        Assert.Equal([36, 64, 100, 67], heard.Begun.Select(note => note.Key));
        var frame = FrameAt(heard, 40);
        Assert.Equal(Keys(36, 64, 67, 100), frame.Sounding);
        Assert.Equal(UInt128.Zero, frame.Began);
        Assert.Equal(36, frame.BassKey);
        Assert.Equal(67, frame.MelodyKey);
        Assert.InRange(frame.Chroma[4], 0.3f, 0.6f);
        Assert.Equal(1, Enumerable.Range(0, 12).Sum(c => frame.Chroma[c]), 1e-4);
        Assert.Equal(Keys(36, 64, 100), FrameAt(heard, 20).Began);
        Assert.Null(FrameAt(heard, 5).BassKey);
        Assert.Equal(UInt128.Zero, FrameAt(heard, 70).Sounding);
    }

    [Theory]
    [InlineData(68)]
    [InlineData(66)]
    public void A_tone_that_slides_into_its_key_is_that_keys_note(int key)
    {
        var heard = Hear(Slide(new ScriptedEar(4), 67, key));
        var (heardKey, onset, frames) = Assert.Single(heard.Notes);
        Assert.Equal(key, heardKey);
        Assert.InRange(onset, 19.5, 20.5);
        Assert.InRange(onset + frames, 59.9, 60.1);
    }

    [Fact]
    public void A_key_that_begins_while_another_slides_into_it_is_one_note() =>
        Assert.Equal(
            68, Assert.Single(Hear(Slide(new ScriptedEar(4), 67, 68).Note(68, 22, 60)).Begun).Key);

    [Fact]
    public void A_tone_does_not_slide_into_a_key_that_sounds_already()
    {
        var heard = Hear(new ScriptedEar(4).Note(68, 2, 60).Note(67, 20, 60));
        Assert.Equal([68, 67], heard.Begun.Select(note => note.Key));
    }

    [Fact]
    public void Frames_come_one_by_one_and_cover_the_sound()
    {
        var heard = Hear(new ScriptedEar(4).Note(60, 20, 60));
        Assert.Equal(
            Enumerable.Range(0, heard.Frames.Count),
            heard.Frames.Select(frame => (int)RecordedTranscript.FrameOf(frame.Centre)));
        Assert.InRange(heard.Frames.Count, 148, 150);
    }

    [Fact]
    public void The_end_of_the_sound_ends_a_note_there_and_begins_none()
    {
        var heard = Hear(new ScriptedEar(4).Note(60, 100, 400).Note(72, 149, 400));
        Assert.Equal(SampleTime.AtSample(Sound.Length), Assert.Single(heard.Ends).End);
        Assert.Equal(0, heard.Sounding);
    }

    [Fact]
    public void A_gap_ends_what_sounds_and_time_goes_on_behind_it()
    {
        var heard = new RecordedTranscript();
        var transcriber = heard.Listen(new ScriptedEar(4).Note(60, 20, 400));
        transcriber.Hear(Sound);
        transcriber.End();
        var after = SampleTime.AtSample(10 * SampleRate.Hz);
        transcriber.Begin(after);
        transcriber.Hear(Sound);
        transcriber.End();
        Assert.Equal(2, heard.Begun.Count);
        Assert.Equal(SampleTime.AtSample(Sound.Length), heard.Ends[0].End);
        Assert.Equal(
            10, heard.Begun[1].Onset.SecondsSince(heard.Begun[0].Onset), tolerance: 1e-6);
    }

    [Fact]
    public void Nothing_is_heard_in_sound_below_the_gate()
    {
        var quiet = Array.ConvertAll(Sound, sample => sample * 0.004f);
        var ear = new ScriptedEar(4).Note(60, 20, 60).Hit(DrumClass.Snare, 30);
        var heard = RecordedTranscript.Of(ear, quiet);
        Assert.Empty(heard.Begun);
        Assert.Empty(heard.Hits);
        Assert.All(heard.Frames, frame => Assert.Equal(UInt128.Zero, frame.Sounding));
    }

    // Two seconds at −20 dBFS.
    private static readonly float[] Sound = [.. Enumerable.Range(0, 2 * SampleRate.Hz)
        .Select(i => 0.1f * (i % 2 == 0 ? 1 : -1))];

    // One key begins, fades within three frames, and the other, without an onset, sounds on.
    private static ScriptedEar Slide(ScriptedEar ear, int from, int to)
    {
        ear.Note(from, 20, 22).Sounds(from, 22, 1.5f).Sounds(from, 23, 0);
        ear.Sounds(to, 21, -3).Sounds(to, 22, -1).Sounds(to, 23, 1);
        for (var frame = 24; frame < 60; frame++)
        {
            ear.Sounds(to, frame, 4);
        }

        return ear;
    }

    private static RecordedTranscript Hear(ScriptedEar ear) => RecordedTranscript.Of(ear, Sound);

    private static double Onset(RecordedTranscript heard) =>
        RecordedTranscript.FrameOf(Assert.Single(heard.Begun).Onset);

    private static FrameNotes FrameAt(RecordedTranscript heard, int frame) =>
        heard.Frames.Single(at => RecordedTranscript.FrameOf(at.Centre) == frame);

    private static UInt128 Keys(params int[] keys) =>
        keys.Aggregate(UInt128.Zero, (set, key) => set | UInt128.One << key);
}
