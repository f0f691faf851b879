using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Session;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class HeardScoreTests
{
    private readonly HeardScore _score = new(SampleCount.FromSeconds(600));

    [Fact]
    public void Each_beat_stands_once_and_each_chord_from_where_it_changes()
    {
        var key = new MusicalKey(7, IsMinor: false, 1);
        for (var frame = 20; frame < 150; frame++)
        {
            var beat = new Beat(SampleTime.FromSeconds(0.25), 0.5, 1);
            var chord = frame < 75
                ? new Chord(2, ChordKind.Major, frame % 12, 1)
                : new Chord(6, ChordKind.Minor, 6, 1);
            _score.Hear(Decided() with
            {
                FrameMusic = [new FrameMusic(frame, new MusicNow(beat, chord, key))],
            });
        }

        Assert.Equal([0.25, 0.75, 1.25, 1.75], _score.Beats.Select(beat => beat.Seconds));
        Assert.Equal(["D", "F#m"], _score.Chords.Select(chord => chord.Name));
        Assert.Equal(1.0, _score.Chords[1].Time.Seconds, 1);
    }

    [Fact]
    public void Only_what_the_ear_heard_of_the_player_is_a_note_of_it_and_it_is_bounded()
    {
        for (var i = 0; i < 13_000; i++)
        {
            var at = SampleTime.FromSeconds(i * 0.01);
            _score.Hear(Decided() with
            {
                NotesHeard =
                [
                    Note(at, MusicSource.Ear), Note(at, MusicSource.Own),
                    Note(at, MusicSource.Keyboard),
                ],
            });
        }

        Assert.Equal(12_000, _score.Notes.Count);
        Assert.All(_score.Notes, note => Assert.Equal(MusicSource.Ear, note.Source));
    }

    private static AgentDecided Decided() =>
        new(new Place(default, default, default, 0), SampleTime.Zero, [], [], []);

    private static MusicNote Note(SampleTime at, MusicSource source) =>
        new(at, SampleCount.FromSeconds(0.2), 60, -20, at, source);
}
