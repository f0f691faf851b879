using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What a mind makes of 10 ms of sound and the music that is known with them.</summary>
public sealed class MindHearsMusicTests
{
    private const int Key = 60;
    private static readonly SampleTime Onset = SampleTime.FromSeconds(0.2);
    private static readonly SampleTime NoteEnd = SampleTime.FromSeconds(0.3);

    [Fact]
    public void Music_is_known_at_the_tick_of_its_reflex_and_told_before_it()
    {
        var mind = NewMind();
        Play(mind, 0, 40);
        var decided = mind.Hear(Sound(40, Began));

        var (music, reflex) = (decided.Heard[0], decided.Heard[1]);
        Assert.Equal(Sound(40, Began).Music, Assert.IsType<MindInput.Music>(music.What).Heard);
        Assert.IsType<MindInput.Reflex>(reflex.What);
        Assert.Equal(0.42, music.KnownAt.Seconds, 1e-9);
        Assert.Equal(reflex.KnownAt, music.KnownAt);
        Assert.Equal(0, mind.Counters.LateEvents);
    }

    [Fact]
    public void Blocks_without_music_are_reflexes_and_nothing_else()
    {
        var decided = Play(NewMind(), 0, 20);
        Assert.All(decided, one => Assert.IsType<MindInput.Reflex>(Assert.Single(one.Heard).What));
    }

    [Fact]
    public void A_note_goes_out_with_the_answer_to_the_tick_at_which_its_end_is_known()
    {
        var mind = NewMind();
        Play(mind, 0, 40);
        mind.Hear(Sound(40, Began));
        Play(mind, 41, 50);
        Assert.Empty(mind.Hear(Sound(49)).NotesHeard);
        var decided = mind.Hear(Sound(50, Ended));

        var note = Assert.Single(decided.NotesHeard);
        Assert.Equal(
            new MusicNote(
                Onset, SampleCount.FromSeconds(0.1), Key, -20, SampleTime.FromSeconds(0.42),
                MusicSource.Ear),
            note);
    }

    [Fact]
    public void A_mind_in_the_place_of_another_begins_with_the_music_where_it_is_put()
    {
        var mind = NewMind();
        mind.Hear(Sound(4_000, Began).Music);
        Assert.Equal(40, mind.Hear(Sound(4_000).Reflex!).Watermark.Seconds, 0.35);
        Assert.InRange(mind.SkippedTicks, 3_900, 4_000);
    }

    [Fact]
    public void The_end_of_the_sound_brings_its_last_notes_and_ends_the_reflexes()
    {
        var mind = NewMind();
        Play(mind, 0, 40);
        mind.Hear(Sound(40, Began));
        var end = new ReflexEnded(Sound(41).Place);
        var decided = mind.Hear(new SoundTranscribed(end, Ended(new MusicHeard(end.Place))));
        var last = mind.Hear(new InputEnded(end.Place));

        Assert.True(last.IsLast);
        Assert.Empty(last.NotesHeard);
        Assert.Equal(Key, Assert.Single(decided.NotesHeard).Key);
        Assert.Equal(0, mind.Counters.LateEvents);
    }

    [Fact]
    public void A_note_that_sounds_at_the_end_of_the_input_has_ended_with_it()
    {
        var mind = NewMind();
        Play(mind, 0, 40);
        mind.Hear(Sound(40, Began));
        mind.Hear(new ReflexEnded(Sound(41).Place));
        var decided = mind.Hear(new InputEnded(Sound(41).Place));

        Assert.Equal(
            SampleTime.AtSample(41 * 240),
            Assert.Single(decided.NotesHeard) is var note ? note.Onset + note.Length : default);
    }

    private static AgentMind NewMind() =>
        new(new AgentOptions(), HearingLines.LateTokensAndReflexes);

    private static List<AgentDecided> Play(AgentMind mind, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(block => mind.Hear(Sound(block)))];

    private static MusicHeard Began(MusicHeard music) => music with
    {
        Began = [new(Onset, Key, -20, 0.9f, music.Place.Start)],
    };

    private static MusicHeard Ended(MusicHeard music) => music with
    {
        Ended = [new(Onset, Key, NoteEnd, NoteEnd)],
    };

    private static SoundTranscribed Sound(
        int block, Func<MusicHeard, MusicHeard>? music = null)
    {
        var start = SampleTime.AtSample((long)block * ReflexDetector.BlockSamples);
        var place = new Place(
            new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples), start,
            new SampleCount(ReflexDetector.BlockSamples), 0);
        var nothing = new MusicHeard(place);
        return new SoundTranscribed(
            new ReflexHeard(place, -20, 0), music is null ? nothing : music(nothing));
    }
}
