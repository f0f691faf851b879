using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>An answer has the lines, the touch and the level of the player.</summary>
public sealed class TextureTests
{
    [Fact]
    public void A_single_line_is_answered_by_a_single_line()
    {
        var call = new PlayedCall();
        Assert.False(Texture.Of(call.Notes()).IsPolyphonic);
        Assert.All(
            call.Answer().Notes, note => Assert.Equal(PhraseVoice.Melody, note.Voice));
    }

    [Fact]
    public void Melody_chords_and_bass_are_told_apart()
    {
        var texture = Texture.Of(new PlayedCall { ChordsEvery = 2 }.Notes());
        Assert.True(texture.IsPolyphonic);
        Assert.Equal(16, texture.Melody.Length);
        Assert.All(texture.Melody, note => Assert.InRange(note.Key, 71, 79));
        Assert.Equal(8, texture.Bass.Length);
        Assert.All(texture.Bass, note => Assert.InRange(note.Key, 36, 43));
        Assert.Equal(24, texture.Chords.Length);
    }

    [Fact]
    public void What_plays_under_a_long_note_is_not_melody()
    {
        ImmutableArray<HeardNote> notes =
        [
            Note(0, 2, 76), Note(0, 0.4, 48), Note(0.5, 0.4, 55), Note(1, 0.4, 60),
            Note(1.5, 0.4, 55), Note(2, 2, 74), Note(2, 0.4, 47), Note(2.5, 0.4, 55),
        ];
        var texture = Texture.Of(notes);
        Assert.Equal([76, 74], texture.Melody.Select(note => note.Key));
    }

    [Theory]
    [InlineData(2, new[] { 0.0, 2 })]
    [InlineData(4, new[] { 0.0 })]
    public void Chords_come_in_the_players_own_rhythm(int every, double[] inBar)
    {
        var plan = new PlayedCall { ChordsEvery = every }.Answer(3);
        var goal = plan.Reason.Goal.Position;
        var struck = plan.Notes.Where(note => note.Voice == PhraseVoice.Chords
            && note.Position < goal).Select(note => note.Position).Distinct().ToList();
        Assert.All(struck, at => Assert.Contains(plan.Order.Line.InBar(at), inBar));
        Assert.Contains(plan.Notes, note => note.Voice == PhraseVoice.Bass);
    }

    [Fact]
    public void Chords_have_two_to_four_tones_of_the_chord_and_move_little()
    {
        var plan = new PlayedCall { ChordsEvery = 1, RoomBeats = 12 }.Answer(2);
        var chords = plan.Notes.Where(note => note.Voice == PhraseVoice.Chords)
            .GroupBy(note => note.Position).ToList();
        Assert.True(chords.Count >= 4);
        foreach (var chord in chords)
        {
            Assert.InRange(chord.Count(), 2, 4);
            Assert.All(chord, note =>
                Assert.True(plan.Space.Harmony.At(note.Position).Has(note.Key)));
        }

        Assert.All(chords.Zip(chords.Skip(1)), pair => Assert.True(
            pair.Second.Average(note => pair.First.Min(last => Math.Abs(last.Key - note.Key)))
            <= 2));
    }

    [Fact]
    public void A_voicing_keeps_the_third_and_goes_to_the_nearest_tones()
    {
        var voicing = Voicing.Lead([55, 60, 64], PlayedCall.Chord(7, 11, 2), 3);
        Assert.Equal([55, 59, 62], (int[])[.. voicing]);
        var seventh = Voicing.Lead([], PlayedCall.Chord(0, 4, 7, 11), 3);
        Assert.Contains(seventh, key => key % 12 == 4);
        Assert.Contains(seventh, key => key % 12 == 11);
        Assert.Empty(Voicing.Lead([60], default, 3));
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(-20)]
    [InlineData(-26)]
    public void An_answer_is_as_loud_as_the_player_against_the_session(double levelDb)
    {
        var before = new PlayedCall { LevelDb = -20 }.Notes();
        var call = new PlayedCall { LevelDb = levelDb, Begins = 24 };
        var level = PlayerLevel.Of([.. before, .. call.Notes()], [], call.Notes()[^1].End);
        // Half of the session is the call itself: its level counts by half.
        Assert.Equal(
            PlayerLevel.UsualVelocity * HeardNote.VelocityRatio((levelDb + 20) / 2),
            level.Velocity, 0.5);
    }

    [Fact]
    public void A_phrase_has_accents_and_a_shape()
    {
        var melody = new PlayedCall().Answer(4).Notes;
        var on = melody.Where(note => Math.Abs(note.Position % 1) < 0.01).ToList();
        var off = melody.Except(on).ToList();
        Assert.True(on.Average(note => note.Velocity) > off.Average(note => note.Velocity) + 2);
        int Of(double share) => PhraseDynamics.Velocity(PhraseVoice.Melody, 80, share, 0.5);
        Assert.True(Of(0.5) > Of(0) + 3 && Of(0.5) > Of(1) + 3);
        Assert.True(PhraseDynamics.Velocity(PhraseVoice.Chords, 80, 0.5, 0.5) < Of(0.5));
        Assert.Equal(120, PhraseDynamics.Velocity(PhraseVoice.Melody, 127, 0.5, 1));
    }

    [Fact]
    public void A_staccato_player_is_answered_staccato()
    {
        double Held(double touch)
        {
            var plan = new PlayedCall
            {
                Touch = touch,
                Forms = PlayedCall.Only(PhraseForm.Repeat),
            }.Answer();
            var notes = plan.Notes;
            return notes.Zip(notes.Skip(1), (a, b) => a.Length / (b.Position - a.Position))
                .Average();
        }

        Assert.InRange(Held(0.95), 0.85, 1);
        Assert.InRange(Held(0.4), 0.3, 0.6);
    }

    private static HeardNote Note(double at, double seconds, int key) =>
        new(SampleTime.FromSeconds(at), seconds, key, -20);
}
