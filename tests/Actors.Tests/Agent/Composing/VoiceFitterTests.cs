using Antiphon.Agent;
using Antiphon.Signal;
using CsCheck;
using Xunit;
using Fitted = Antiphon.Agent.VoiceFitter.Fitted;

namespace Antiphon.Tests.Agent;

public sealed class VoiceFitterTests
{
    private const double PeakDb = -20;

    private static readonly VoiceOptions Free = new()
    {
        LowestKey = 0,
        HighestKey = 127,
        NotesPerSecond = 20,
        LongestNoteSeconds = 8,
        SoftestVelocity = 1,
        LoudestVelocity = 127,
    };

    private static readonly Gen<List<ShapedNote>> Lines = Gen.Select(
        Gen.Double[0, 0.6], Gen.Double[0.001, 0.9], Gen.Double[20, 110], Gen.Double[-70, 0],
        Gen.Double[0, 20]).Array[0, 30].Select(Placed);

    [Fact]
    public void Nothing_of_nothing() => Assert.Empty(Fit([]));

    [Fact]
    public void One_note_is_played_as_it_is()
    {
        var note = Assert.Single(Fit([ByHand.Note(0.5, 0.7, 60.4)]));
        Assert.Equal((0.5, 0.7, 60, 112), (note.Onset, note.Length, note.Key, note.Velocity));
        Assert.Equal(ByHand.Note(0.5, 1).Source, note.Source);
    }

    [Fact]
    public void Whatever_comes_every_note_is_legal_and_alone() => Gen.Select(
        Lines, Gen.Double[0.05, 2], Gen.Int[0, 12], Gen.Double[0.5, 9], Gen.Double[0.1, 2])
        .Sample((line, density, most, seconds, hold) =>
        {
            var voice = new VoiceOptions
            {
                LowestKey = 50,
                HighestKey = 66,
                NotesPerSecond = 3,
                LongestNoteSeconds = 1.5,
                SoftestVelocity = 30,
                LoudestVelocity = 100,
            };
            var limits = PhraseLimits.Plain with { MostNotes = most };
            var notes = Fit(line, voice, limits, 58, density, hold, seconds, longest: 0.8);
            Assert.InRange(notes.Count, 0, Allowed(line, seconds, density, most));
            Assert.All(notes, note => Assert.InRange(note.Key, 50, 66));
            Assert.All(notes, note => Assert.InRange(note.Velocity, 30, 100));
            Assert.All(notes, note => Assert.InRange(note.Length, 0.06 - 1e-9, 0.8));
            Assert.All(notes, note => Assert.True(note.Onset + note.Length <= seconds + 1e-9));
            Assert.All(notes.Zip(notes.Skip(1)), pair => Assert.True(
                pair.First.Onset + pair.First.Length <= pair.Second.Onset + 1e-9));
            Assert.All(notes, note => Assert.Contains(line, one => one.Onset == note.Onset));
        });

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(7, 12)]
    public void No_more_notes_a_second_than_the_voice_may_play(double perSecond, int most) =>
        Assert.Equal(
            most,
            Fit(Row(12, 4.9 / 12), Free with { NotesPerSecond = perSecond }, seconds: 5).Count);

    [Theory]
    [InlineData(0.5, 1, 5)]
    [InlineData(1, 0.3, 3)]
    [InlineData(0.5, 0.5, 3)]
    [InlineData(2, 1, 10)]
    [InlineData(0.05, 0.05, 1)]
    public void Density_is_the_share_of_notes_and_never_more_than_all(
        double density, double limit, int count) =>
        Assert.Equal(count, Fit(
            Row(10, 0.5), limits: PhraseLimits.Plain with { Density = limit }, density: density)
            .Count);

    [Fact]
    public void No_density_exceeds_what_the_voice_may_play_a_second() =>
        Assert.Equal(
            5, Fit(Row(20, 0.25), Free with { NotesPerSecond = 1 }, density: 2).Count);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(50, 10)]
    public void No_more_notes_than_the_budget_leaves(int most, int count) =>
        Assert.Equal(
            count, Fit(Row(10, 0.5), limits: PhraseLimits.Plain with { MostNotes = most }).Count);

    [Fact]
    public void Of_many_the_strong_the_loud_and_the_long_are_kept()
    {
        AssertKept(1, ByHand.Note(0, 0.5), ByHand.Note(1, 0.5, strength: 6));
        AssertKept(1, ByHand.Note(0, 0.5), ByHand.Note(1, 0.5, db: -10));
        AssertKept(1, ByHand.Note(0, 0.5), ByHand.Note(1, 0.9));
        AssertKept(0, ByHand.Note(0, 0.5), ByHand.Note(1, 0.5));

        // A second weighs 8 dB of onset, and longer weighs no more.
        AssertKept(1, ByHand.Note(0, 0.5, strength: 8.9), ByHand.Note(1, 1));
        AssertKept(0, ByHand.Note(0, 0.5, strength: 9.1), ByHand.Note(1, 1));
        AssertKept(0, ByHand.Note(0, 1), ByHand.Note(1, 3));

        // 1 dB of loudness weighs a fifth of a dB of onset.
        AssertKept(0, ByHand.Note(0, 0.5, db: -10), ByHand.Note(1, 0.5, strength: 6.9));
        AssertKept(1, ByHand.Note(0, 0.5, db: -10), ByHand.Note(1, 0.5, strength: 7.1));
    }

    [Fact]
    public void A_share_of_the_notes_is_played_by_chance()
    {
        var line = Row(400, 0.5);
        Assert.Empty(Fit(line, Free with { PlayShare = 0 }, seconds: 200));
        var half = Fit(line, Free with { PlayShare = 0.5 }, seconds: 200);
        Assert.InRange(half.Count, 160, 240);
        Assert.NotEqual(
            half, Fit(line, Free with { PlayShare = 0.5 }, seconds: 200, seed: 2));
    }

    [Fact]
    public void A_line_moves_by_whole_octaves_to_lie_about_the_centre() => Gen.Select(
        Gen.Int[36, 84].Array[1, 15], Gen.Int[48, 84]).Sample((keys, centre) =>
    {
        List<ShapedNote> line = [.. keys.Select((key, i) => ByHand.Note(0.2 * i, 0.2, key))];
        var notes = Fit(line, centre: centre);
        var moves = notes.Select((note, i) => note.Key - keys[i]).Distinct().ToList();
        Assert.Equal(0, Assert.Single(moves) % 12);
        var middle = notes.Select(note => note.Key).Order().ElementAt(keys.Length / 2);
        Assert.InRange(middle - centre, -6, 6);
    });

    [Fact]
    public void A_key_out_of_range_is_folded_and_keeps_its_pitch_class()
    {
        var narrow = Free with { LowestKey = 55, HighestKey = 70 };
        List<ShapedNote> line =
            [ByHand.Note(0, 1, 50), ByHand.Note(1, 1, 62), ByHand.Note(2, 1, 75)];
        Assert.Equal([62, 62, 63], Fit(line, narrow, centre: 62).Select(note => note.Key));
    }

    [Theory]
    [InlineData(0, 1, 112)]
    [InlineData(-10, 1, 88)]
    [InlineData(-60, 1, 24)]
    [InlineData(30, 1, 120)]
    [InlineData(0, 0.5, 56)]
    [InlineData(-10, 0.5, 44)]
    public void Velocity_falls_by_a_fixed_step_a_decibel_below_the_players_loudest(
        double belowDb, double loudness, int velocity)
    {
        var voice = Free with { SoftestVelocity = 24, LoudestVelocity = 120 };
        var limits = PhraseLimits.Plain with { Loudness = loudness };
        Assert.Equal(velocity, Fit(
            [ByHand.Note(0, 1, db: PeakDb + belowDb)], voice, limits)[0].Velocity);
    }

    [Fact]
    public void In_quiet_hours_even_the_softest_voice_is_no_louder_than_allowed() =>
        Assert.Equal(15, Fit(
            [ByHand.Note(0, 1)],
            Free with { SoftestVelocity = 40 },
            PhraseLimits.Plain with { LoudestVelocity = 15 })[0].Velocity);

    [Theory]
    [InlineData(0.019, 0)]
    [InlineData(0.02, 1)]
    public void What_could_not_be_heard_is_not_played(double loudness, int count) =>
        Assert.Equal(count, Fit(
            [ByHand.Note(0, 1)], limits: PhraseLimits.Plain with { Loudness = loudness }).Count);

    [Fact]
    public void Notes_are_held_longer_but_only_to_the_next_and_to_the_end()
    {
        List<ShapedNote> line =
            [ByHand.Note(0, 0.2), ByHand.Note(1, 0.8), ByHand.Note(2, 0.8)];
        Assert.Equal([0.4, 1, 0.5], Fit(line, hold: 2, seconds: 2.5)
            .Select(note => Math.Round(note.Length, 9)));
    }

    [Theory]
    [InlineData(2, 8, 2)]
    [InlineData(8, 1.5, 1.5)]
    public void No_note_is_longer_than_voice_and_rig_allow(
        double voice, double rig, double expected) =>
        Assert.Equal(expected, Fit(
            [ByHand.Note(0, 5)], Free with { LongestNoteSeconds = voice }, longest: rig)[0].Length);

    [Fact]
    public void A_tiny_note_goes_into_the_one_that_it_touches_or_goes()
    {
        var merged = Assert.Single(Fit([ByHand.Note(0, 0.3), ByHand.Note(0.32, 0.04, 66)]));
        Assert.Equal((0, 60), (merged.Onset, merged.Key));
        Assert.Equal(0.36, merged.Length, 9);
        Assert.Equal(0.3, Assert.Single(Fit(
            [ByHand.Note(0, 0.3), ByHand.Note(0.34, 0.04)])).Length, 9);
    }

    [Fact]
    public void A_grace_note_gives_its_onset_to_the_note_that_it_leads_to()
    {
        var note = Assert.Single(Fit([ByHand.Note(0.1, 0.04, 58), ByHand.Note(0.14, 0.3, 60)]));
        Assert.Equal((0.1, 60), (note.Onset, note.Key));
        Assert.Equal(0.34, note.Length, 9);
    }

    [Fact]
    public void Of_two_that_strike_together_the_first_is_played() =>
        Assert.Equal(60, Assert.Single(Fit(
            [ByHand.Note(0, 0.5), ByHand.Note(0.05, 0.5, 64)])).Key);

    [Theory]
    [InlineData(1.05, 1)]
    [InlineData(1.07, 2)]
    public void What_would_begin_too_near_to_the_end_is_not_begun(double seconds, int count) =>
        Assert.Equal(count, Fit(Row(2, 1), seconds: seconds).Count);

    private static void AssertKept(int index, params ShapedNote[] line) =>
        Assert.Equal(
            line[index].Onset,
            Assert.Single(Fit(
                [.. line], limits: PhraseLimits.Plain with { MostNotes = 1 })).Onset);

    private static int Allowed(List<ShapedNote> line, double seconds, double density, int most)
    {
        // Merging only shortens a line, and its notes end by the last of them.
        var begun = line.Where(note => note.Onset + 0.06 <= seconds).ToList();
        var span = begun.Select(note => note.End).DefaultIfEmpty().Max()
            - begun.Select(note => note.Onset).FirstOrDefault();
        var allowed = Math.Min(1, density) * Math.Min(3 * span, begun.Count);
        return Math.Min(most, (int)Math.Max(1, Math.Ceiling(allowed)));
    }

    private static List<ShapedNote> Row(int count, double step) =>
        [.. Enumerable.Range(0, count).Select(i => ByHand.Note(i * step, step))];

    private static List<ShapedNote> Placed(
        (double Step, double Length, double Key, double Db, double Strength)[] notes)
    {
        var onset = 0.0;
        List<ShapedNote> line = [];
        foreach (var (step, length, key, db, strength) in notes)
        {
            line.Add(ByHand.Note(onset += step, length, key, db, strength));
        }

        return line;
    }

    private static List<Fitted> Fit(
        List<ShapedNote> line, VoiceOptions? voice = null, PhraseLimits? limits = null,
        double centre = 60, double density = 1, double hold = 1, double seconds = 10,
        double longest = 8, ulong seed = 1) =>
        new VoiceFitter(voice ?? Free, longest, limits ?? PhraseLimits.Plain, new SplitMix64(seed))
            .Fit(line, centre, density, hold, seconds, PeakDb);
}
