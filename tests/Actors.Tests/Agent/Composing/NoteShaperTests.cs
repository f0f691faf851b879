using Antiphon.Agent;
using Antiphon.Tests.MemoryBuffer;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Agent.ByHand;

namespace Antiphon.Tests.Agent;

public sealed class NoteShaperTests
{
    // Where nothing was heard, the line begins at G above middle C.
    private const double Start = 67;

    [Fact]
    public void Nothing_of_nothing() => Assert.Empty(NoteShaper.Shape([], NoCall));

    [Fact]
    public void One_frame_is_a_note_of_one_hop()
    {
        var note = Assert.Single(Shape(Row(Pitched(64, -23, 4))));
        Assert.Equal(0, note.Onset);
        Assert.Equal(Hop, note.Length, 9);
        Assert.Equal(64, note.Key, 3);
        Assert.Equal((-23, 4), (note.LoudnessDb, note.Strength));
    }

    [Fact]
    public void Whatever_is_recalled_notes_follow_one_another_in_small_leaps() => Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 30], Gen.Double[24, 100], Gen.Double[-60, 0])
            .Array[1, 12],
        Gen.Int[-5, 6], Gen.Double[30, 90].Nullable()).Sample((parts, semitones, key) =>
    {
        var frames = Frames(parts, semitones);
        var notes = NoteShaper.Shape(frames, NoCall with { Key = key });
        var line = key ?? Start;
        Assert.Equal(0, notes[0].Onset);
        Assert.All(notes.Zip(notes.Skip(1)), pair => Assert.True(
            pair.First.Onset + Math.Max(0, pair.First.Length - 0.16)
                <= pair.Second.Onset + 1e-9));
        foreach (var note in notes)
        {
            Assert.InRange(note.Length, Hop - 1e-9, frames.Count * (Hop + 0.2));
            Assert.InRange(Math.Abs(note.Key - line), 0, 12.5);
            Assert.Contains(frames, frame =>
                frame.OffsetSeconds == note.Onset && frame.Frame.Time == note.Source);
            line = note.Key;
        }
    });

    [Fact]
    public void An_onset_begins_a_note_that_lasts_until_the_next()
    {
        var notes = Shape(Row(
            [.. Sung(60, 20), .. Sung(62, 30), .. Sung(64, 10)]));
        Assert.Equal([60, 62, 64], Keys(notes));
        Assert.Equal([20, 30, 10], notes.Select(note => (int)Math.Round(note.Length / Hop)));
        Assert.Equal(20 * Hop, notes[1].Onset, 9);
    }

    [Fact]
    public void After_a_rest_a_note_begins_and_none_lasts_through_it()
    {
        List<RecalledFrame> frames =
            [.. Row(Pitched(60).Times(10)), .. Row(Pitched(60).Times(10)).Select(
                frame => frame with { OffsetSeconds = frame.OffsetSeconds + 1 })];
        var notes = Shape(frames);
        Assert.Equal([0, 1], notes.Select(note => note.Onset));
        Assert.All(notes, note => Assert.Equal(10 * Hop, note.Length, 9));
    }

    [Theory]
    [InlineData(-37.9, 20)]
    [InlineData(-38.1, 10)]
    public void A_note_ends_when_its_sound_has_sunk_by_18_dB(double db, int frames) =>
        Assert.Equal(frames * Hop, Assert.Single(Shape(Row(
            [.. Pitched(60).Times(10), .. Pitched(60, db).Times(10)]))).Length, 9);

    [Theory]
    [InlineData(0.6, 10, 10, 1)]
    [InlineData(0.8, 10, 10, 2)]
    [InlineData(0.8, 10, 3, 2)]
    [InlineData(0.8, 10, 2, 1)]
    [InlineData(0.8, 3, 10, 2)]
    [InlineData(0.8, 2, 10, 1)]
    public void A_pitch_that_moves_on_and_stays_begins_a_note(
        double step, int before, int after, int notes) =>
        Assert.Equal(notes, Shape(Row(
            [.. Pitched(60).Times(before), .. Pitched(60 + step).Times(after)])).Count);

    [Fact]
    public void A_pitch_that_slides_on_begins_no_note_before_it_stays() =>
        Assert.Single(Shape(Row(Enumerable.Range(0, 20).Select(i => Pitched(60 + 0.75 * i)))));

    [Fact]
    public void The_pitch_is_the_median_so_that_a_stray_octave_does_not_move_it() =>
        Assert.Equal([60], Keys(Shape(Row(
            [Pitched(72), .. Pitched(60).Times(8), Pitched(72)]))));

    [Theory]
    [InlineData(5, 65)]
    [InlineData(4, 64)]
    public void A_pitch_counts_when_a_quarter_of_the_frames_have_it(int pitched, int key)
    {
        var frames = Enumerable.Range(0, 20).Select(i => i < pitched
            ? Frame(i * Hop, Pitched(65)).Over((5, 0.1))
            : Chord(i * Hop, (4, 1)));
        Assert.Equal(key, Assert.Single(Shape([.. frames])).Key, 3);
    }

    [Theory]
    [InlineData(72, 72)]
    [InlineData(73, 61)]
    [InlineData(47, 59)]
    [InlineData(85, 61)]
    public void A_leap_of_more_than_an_octave_is_an_octave_error(double key, double sung) =>
        Assert.Equal(sung, Assert.Single(Shape(Row(Pitched(key).Times(10)), 60)).Key, 3);

    [Fact]
    public void A_leap_is_judged_from_the_note_before()
    {
        var notes = Shape(Row([.. Sung(70, 20), .. Sung(82, 20), .. Sung(93, 20)]), 60);
        Assert.Equal([70, 82, 93], Keys(notes));
        Assert.Equal([70, 71], Keys(Shape(Row([.. Sung(70, 20), .. Sung(83, 20)]), 60)));
    }

    [Fact]
    public void Keys_are_those_of_the_frames_moved() =>
        Assert.Equal(69, Assert.Single(Shape([.. Row(Pitched(64).Times(10)).Select(
            frame => frame with { Semitones = 5 })])).Key, 3);

    [Theory]
    [InlineData(60, 64)]
    [InlineData(80, 76)]
    public void Without_a_fundamental_the_strongest_pitch_class_nearest_the_line_is_taken(
        double line, double key) =>
        Assert.Equal(key, Assert.Single(Shape([Chord(0, (4, 0.6), (7, 0.4))], line)).Key);

    [Theory]
    [InlineData(0.36, 64)]
    [InlineData(0.34, 69)]
    public void Over_a_bass_what_is_nearly_as_strong_is_sung_else_the_bass(
        double share, double key) =>
        Assert.Equal(key, Assert.Single(Shape(
            [Frame(0, Pitched(45)).Over((9, 0.5), (4, share))])).Key, 3);

    [Theory]
    [InlineData(50, 6, 70)]
    [InlineData(55, -5, 62)]
    public void A_bass_is_one_by_what_was_heard_wherever_it_is_moved(
        double heard, int semitones, double key)
    {
        // The other pitch class, E, moved as well.
        var frame = Frame(0, Pitched(heard)).Over((4, 0.9)) with { Semitones = semitones };
        Assert.Equal(key, Assert.Single(Shape([frame])).Key, 3);
    }

    [Fact]
    public void Drums_alone_last_a_while_each() =>
        Assert.Equal([0.16, 20 * Hop], Shape(
            [Frame(0, Struck()), .. Row(Struck().Times(20)).Select(
                frame => frame with { OffsetSeconds = frame.OffsetSeconds + 1 })])
            .Select(note => Math.Round(note.Length, 9)).ToArray(), Nearly);

    [Theory]
    [InlineData(0, 72)]
    [InlineData(1, 67)]
    [InlineData(2, 64)]
    [InlineData(3, 72)]
    [InlineData(5, 64)]
    public void Each_drum_word_has_its_step_of_what_sounds_now(int word, double key)
    {
        var call = NoCall with { Key = 68, Chroma = Chroma((0, 3), (7, 2), (4, 1)) };
        Assert.Equal(
            key, Assert.Single(NoteShaper.Shape([Frame(0, Struck(), word)], call)).Key);
    }

    [Theory]
    [InlineData(0, 67)]
    [InlineData(1, 69)]
    [InlineData(2, 71)]
    [InlineData(3, 62)]
    [InlineData(4, 64)]
    [InlineData(5, 67)]
    public void Where_nothing_sounds_drum_words_are_steps_of_five_tones(int word, double key) =>
        Assert.Equal(key, Assert.Single(Shape([Frame(0, Struck(), word)])).Key);

    [Fact]
    public void A_note_is_as_loud_as_its_loudest_frame() =>
        Assert.Equal(-14, Assert.Single(Shape(Row(
            [Pitched(60), Pitched(60, -14), Pitched(60)]))).LoudnessDb);

    private static IEqualityComparer<double> Nearly { get; } = EqualityComparer<double>.Create(
        (a, b) => Math.Abs(a - b) < 1e-8, value => value.GetHashCode());

    private static IEnumerable<Moment> Sung(double key, int frames) =>
        [Pitched(key, onset: 9), .. Pitched(key).Times(frames - 1)];

    private static List<int> Keys(IEnumerable<ShapedNote> notes) =>
        [.. notes.Select(note => (int)Math.Round(note.Key))];

    private static List<ShapedNote> Shape(List<RecalledFrame> frames, double? line = null) =>
        NoteShaper.Shape(frames, NoCall with { Key = line });

    private static List<RecalledFrame> Frames(
        (int Kind, int Count, double Key, double Db)[] parts, int semitones)
    {
        var at = 0.0;
        List<RecalledFrame> frames = [];
        foreach (var (kind, count, key, db) in parts)
        {
            for (var i = 0; i < count; i++)
            {
                frames.Add((kind switch
                {
                    0 => Frame(at, Pitched(key, db, i == 0 ? 9 : 0)),
                    1 => Frame(at, Struck(db, i == 0 ? 9 : 0), count),
                    2 => Chord(at, (count % 12, 0.7), ((int)key % 12, 0.3)),
                    _ => Frame(at, Pitched(key + i / 7, db)),
                }) with
                { Semitones = semitones });
                at += Hop;
            }

            at += kind == 3 ? 0.2 : 0;
        }

        return frames;
    }
}
