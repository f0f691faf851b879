using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>The player's notes, told from the partner's own and from a keyboard's sound.</summary>
public sealed class HeardMusicTests
{
    private const double OwnSeconds = 0.12;

    private readonly EchoTracker _own = new();
    private readonly HeardMusic _music;
    private readonly List<MusicNote> _ended = [];
    private readonly List<MusicHit> _hits = [];

    public HeardMusicTests() => _music = new HeardMusic(_own);

    [Fact]
    public void A_note_sounds_from_when_it_is_known_and_is_told_when_it_has_ended()
    {
        Hear(1.15, Began(60, 1), Began(64, 1.01));
        Assert.Equal([60, 64], Sounding);
        Hear(1.5, Ended(60, 1, 1.4));

        Assert.Equal([64], Sounding);
        var note = Assert.Single(_ended);
        Assert.Equal(
            new MusicNote(At(1), Length(0.4), 60, -20, At(1.15), MusicSource.Ear), note);
        Assert.Equal(note, Assert.Single(_music.Recent));
    }

    [Fact]
    public void What_has_just_begun_clashes_with_its_semitones_in_every_octave()
    {
        Hear(1.15, Began(60, 1));
        Assert.All(Enumerable.Range(0, 128), key =>
        {
            Assert.Equal(key % 12 is 1 or 11, _music.Clashes(key, At(1.15)));
            Assert.False(_music.Clashes(key, At(1.5)));
        });
    }

    [Fact]
    public void A_key_that_is_struck_anew_ends_before_it_begins()
    {
        Hear(1.15, Began(60, 1));
        Hear(1.65, Ended(60, 1, 1.5), Began(60, 1.5));
        Assert.Equal([60], Sounding);
        Hear(2.2, Ended(60, 1.5, 2));

        Assert.Equal([1, 1.5], _ended.Select(note => note.Onset.Seconds));
        Assert.Empty(Sounding);
    }

    [Fact]
    public void A_note_that_begins_and_ends_at_once_is_one()
    {
        Hear(1.3, Began(60, 1), Ended(60, 1, 1.1));
        Assert.Empty(Sounding);
        Assert.Single(_ended);
    }

    [Fact]
    public void A_loss_and_the_end_of_the_sound_end_what_the_ear_heard_and_no_key_that_is_down()
    {
        Hear(1.15, Began(60, 1));
        _music.Hear(new KeyPressed(At(1.2), 72, 90), At(1.2));
        Take(draft => _music.Hear(
            new MusicHeard(Block(1.5)) { IsLost = true }, OwnSeconds, At(1.5), draft));
        Assert.Equal([72], Sounding);
        Assert.Equal(Length(0.49), Assert.Single(_ended).Length);

        Hear(2, Ended(60, 1, 1.8));
        Assert.Single(_ended);
    }

    [Fact]
    public void A_keyboard_is_certain_and_its_sound_is_no_second_note()
    {
        _music.Hear(new KeyPressed(At(1), 60, 127), At(1));
        Hear(1.2, Began(60, 1.05), Began(72, 1.06), Began(79, 1.04), Began(65, 1.05));
        Take(draft => _music.Hear(
            new NoteHeard(At(1), Length(0.5), 60, 127), At(1.5), draft));
        Hear(1.55, Began(60, 1.4), Ended(60, 1.05, 1.5));

        Assert.Equal([65, 60], Sounding);
        Assert.Equal(
            new MusicNote(At(1), Length(0.5), 60, 0, At(1), MusicSource.Keyboard),
            Assert.Single(_ended));
    }

    [Fact]
    public void A_key_of_which_nobody_told_that_it_went_down_is_a_note_when_it_comes_up()
    {
        Take(draft => _music.Hear(
            new NoteHeard(At(1), Length(0.5), 60, 64), At(1.5), draft));

        var note = Assert.Single(_ended);
        Assert.Equal(At(1.5), note.KnownAt);
        Assert.InRange(note.LoudnessDb, -12, -11);
    }

    [Theory]
    [InlineData(60, 1.0, true)]
    [InlineData(60, 1.17, true)]
    [InlineData(72, 1.05, true)]
    [InlineData(79, 1.05, true)]
    [InlineData(84, 1.05, true)]
    [InlineData(48, 1.05, false)]
    [InlineData(61, 1.05, false)]
    [InlineData(67, 1.05, false)]
    [InlineData(60, 0.9, false)]
    [InlineData(60, 1.25, false)]
    public void Its_own_notes_are_none_of_the_players(int key, double onset, bool isOwn)
    {
        Plays(60, 1);
        Hear(onset + 0.15, Began(key, onset));
        Hear(onset + 0.5, Ended(key, onset, onset + 0.3));

        Assert.Equal(isOwn ? MusicSource.Own : MusicSource.Ear, Assert.Single(_ended).Source);
        Assert.Equal(isOwn ? 0 : 1, _music.Recent.Count);
    }

    [Theory]
    [InlineData(1.02, false)]
    [InlineData(1.2, true)]
    [InlineData(1.3, true)]
    [InlineData(1.35, false)]
    public void With_a_measured_round_trip_they_are_looked_for_so_much_later(
        double onset, bool isOwn)
    {
        Plays(60, 1);
        _own.Measured(0.25, SampleTime.Zero);
        Hear(onset + 0.15, Began(60, onset));

        Assert.Equal(isOwn ? 0 : 1, Sounding.Count());
    }

    [Fact]
    public void Where_no_own_note_comes_back_a_unison_is_the_players()
    {
        for (var i = 0; i < 5; i++)
        {
            Plays(60 + i, 1 + i);
        }

        Ticks(0, 7);
        Plays(60, 8);
        Hear(8.15, Began(60, 8));

        Assert.Equal([60], Sounding);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Where_most_own_notes_come_back_they_stay_own(int missing)
    {
        for (var i = 0; i < 40; i++)
        {
            Plays(60, 1 + i);
            Ticks(1 + i, 1.2 + i);
            if (i % 4 >= missing)
            {
                Hear(1.2 + i, Began(60, 1.08 + i));
                Hear(1.6 + i, Ended(60, 1.08 + i, 1.4 + i));
            }

            Ticks(1.6 + i, 2 + i);
        }

        Assert.Empty(_music.Recent);
    }

    [Fact]
    public void Own_notes_that_the_players_music_hides_prove_little()
    {
        for (var i = 0; i < 20; i++)
        {
            Plays(60, 1 + i);
            Hear(1.2 + i, Began(65, 1 + i));
            Hear(1.6 + i, Ended(65, 1 + i, 1.4 + i));
            Ticks(1.6 + i, 2 + i);
        }

        Plays(60, 22);
        Hear(22.2, Began(60, 22.05));
        Assert.Empty(Sounding);
    }

    [Fact]
    public void Own_notes_that_come_back_later_are_found_out()
    {
        for (var i = 0; i < 10; i++)
        {
            Plays(60, 1 + i);
            Ticks(1 + i, 2 + i);
        }

        for (var i = 11; i < 30; i++)
        {
            Plays(60, i);
            Hear(i + 0.2, Began(60, i + 0.08));
            Hear(i + 0.6, Ended(60, i + 0.08, i + 0.4));
            Ticks(i + 0.6, i + 1);
        }

        Assert.Equal(MusicSource.Ear, _ended[0].Source);
        Assert.Equal(MusicSource.Own, _ended[^1].Source);
    }

    [Fact]
    public void Hits_are_told_with_the_tick_at_which_they_are_known()
    {
        var hit = new DrumHit(At(1), DrumClass.Kick, -12, 0.8f, At(1.1));
        Take(draft => _music.Hear(
            new MusicHeard(Block(1.1)) { Hits = [hit] }, OwnSeconds, At(1.12), draft));

        Assert.Equal(new MusicHit(hit, At(1.12)), Assert.Single(_hits));
        Assert.Equal([At(1)], _music.StrokesSince(At(1)));
        Assert.Empty(_music.StrokesSince(At(1.01)));
    }

    [Fact]
    public void What_it_keeps_is_bounded()
    {
        for (var i = 0; i < 2_000; i++)
        {
            Hear(i + 0.2, Began(21 + i % 88, i), Ended(21 + i % 88, i, i + 0.1));
            Hear(i + 0.3, Began(21 + i % 88, i + 0.2));
            _music.Advance(At(i + 0.5));
        }

        Assert.Equal(2_000, _ended.Count);
        Assert.InRange(_music.Recent.Count, 115, 125);
        Assert.InRange(Sounding.Count(), 200, 256);
    }

    private IEnumerable<int> Sounding => _music.Now.Select(note => note.Key);

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static SampleCount Length(double seconds) => SampleCount.FromSeconds(seconds);

    private static Place Block(double end) =>
        new(default, At(end - 0.01), new SampleCount(240), 0);

    private static NoteBegan Began(int key, double onset) =>
        new(At(onset), key, -20, 0.9f, At(onset + 0.13));

    private static NoteEnded Ended(int key, double onset, double end) =>
        new(At(onset), key, At(end), At(end + 0.05));

    private void Plays(int key, double due) => _own.Add(new NotePlanned(
        new NoteId(1), Voice.Melody, key, 90, At(due), Length(0.5), 0));

    private void Ticks(double from, double to)
    {
        for (var tick = from; tick < to; tick += 0.01)
        {
            _music.Advance(At(tick));
        }
    }

    private void Hear(double tick, params object[] notes) => Take(draft => _music.Hear(
        new MusicHeard(Block(tick - 0.01))
        {
            Began = [.. notes.OfType<NoteBegan>()],
            Ended = [.. notes.OfType<NoteEnded>()],
        },
        OwnSeconds, At(tick), draft));

    private void Take(Action<Draft> hear)
    {
        var draft = new Draft();
        hear(draft);
        var decided = draft.Close(default, default);
        _ended.AddRange(decided.NotesHeard);
        _hits.AddRange(decided.HitsHeard);
    }
}
