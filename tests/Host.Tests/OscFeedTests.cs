using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.Host.Observers;
using Antiphon.Hpss;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class OscFeedTests
{
    private readonly List<OscPacket> _posted = [];
    private readonly OscFeed _feed;

    public OscFeedTests() => _feed = new OscFeed(_posted.Add);

    [Fact]
    public void A_segment_becomes_one_bundle_with_its_level_tokens_and_health()
    {
        var place = new Place(new SegmentId(0), SampleTime.Zero, new SampleCount(320), 0);
        for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
        {
            Assert.Empty(_posted);
            _feed.Tokenized(Token(place, frame));
        }

        var bundle = Assert.IsType<OscBundle>(Assert.Single(_posted));
        Assert.Equal(new OscMessage("/antiphon/out/level", new OscFloat(-20)), bundle.Packets[0]);
        Assert.Equal(
            new OscMessage(
                "/antiphon/out/token",
                new OscInt(3), new OscInt(-1), new OscFloat(-45),
                new OscDouble(FrameGrid.FrameCentre(SampleTime.Zero, 25).Seconds)),
            bundle.Packets[26]);
        Assert.Equal(
            new OscMessage("/antiphon/out/health", new OscLong(1), new OscLong(0)),
            bundle.Packets[27]);
        Assert.InRange(OscWriter.Write(bundle).Length, 1, OscReader.MaxBytes);
    }

    [Fact]
    public void A_loss_is_told_at_once()
    {
        _feed.Lost(
            "Encoder", new Gap(new Place(default, default, new SampleCount(8_400), 0), "hung"));
        Assert.Equal(
            [new OscMessage("/antiphon/out/health", new OscLong(0), new OscLong(1))], _posted);
    }

    [Fact]
    public void Each_beat_is_told_once_as_it_falls_with_its_place_in_the_bar()
    {
        var beat = new Beat(
            SampleTime.FromSeconds(1), 0.5, 0.75, BarBeats: 3, BarBeat: 2);
        for (var tick = 0; tick <= 120; tick++)
        {
            // The tracker sets the phase right by a little just as a beat has fallen.
            var moved = tick == 101 ? beat with { At = SampleTime.FromSeconds(1.01) } : beat;
            _feed.Decided(Heard(tick / 100.0, new MusicNow(moved, null, null)));
        }

        Assert.Equal(
            [Beat(2), Beat(3)],
            _posted);

        static OscMessage Beat(int place) => new(
            "/antiphon/out/beat",
            new OscFloat(0.5f), new OscFloat(0.75f), new OscInt(3), new OscInt(place));
    }

    [Fact]
    public void The_players_notes_and_drums_are_told_and_its_own_are_not()
    {
        var at = SampleTime.FromSeconds(1);
        MusicNote Note(int key, MusicSource source) =>
            new(at, SampleCount.FromSeconds(0.5), key, -20, at, source);
        _feed.Decided(Heard(1, MusicNow.Nothing) with
        {
            NotesHeard =
            [
                Note(60, MusicSource.Ear), Note(64, MusicSource.Own),
                Note(67, MusicSource.Keyboard),
            ],
            HitsHeard = [new MusicHit(new DrumHit(at, DrumClass.Snare, -30, 0.9f, at), at)],
        });

        Assert.Equal([Of(60), Of(67)], _posted.Take(2));
        Assert.Equal(
            new OscMessage("/antiphon/out/drum", new OscString("snare"), new OscFloat(0.5f)),
            Assert.Single(_posted.Skip(2)));

        static OscMessage Of(int key) => new(
            "/antiphon/out/heard", new OscInt(key), new OscFloat(-20), new OscFloat(0.5f));
    }

    [Fact]
    public void Chord_and_key_are_told_as_they_change()
    {
        var key = new MusicalKey(9, IsMinor: true, 0.5);
        var chords = new[]
        {
            new Chord(5, ChordKind.Major, 9, 0.5),
            new Chord(5, ChordKind.Major, 5, 0.75),
            new Chord(4, ChordKind.Dominant7, 4, 0.5),
        };
        for (var i = 0; i < chords.Length; i++)
        {
            _feed.Decided(Heard(i, new MusicNow(null, chords[i], key)));
        }

        Assert.Equal(
            [
                new OscMessage(
                    "/antiphon/out/chord",
                    new OscString("F/A"), new OscInt(5), new OscInt(9), new OscFloat(0.5f)),
                new OscMessage(
                    "/antiphon/out/key",
                    new OscString("A minor"), new OscInt(9), new OscFloat(0.5f)),
                new OscMessage(
                    "/antiphon/out/chord",
                    new OscString("E7"), new OscInt(4), new OscInt(4), new OscFloat(0.5f)),
            ],
            _posted);
    }

    [Fact]
    public void A_note_is_told_when_it_sounds_and_not_when_it_does_not()
    {
        var notes = Enumerable.Range(0, 4)
            .Select(id => new NotePlanned(
                new NoteId(id), Voice.Melody, 60 + id, Velocity: 80, SampleTime.FromSeconds(1),
                SampleCount.FromSeconds(0.5), DecisionId: id))
            .ToArray();
        var place = new Place(default, default, new SampleCount(8_400), 0);
        _feed.Decided(new AgentDecided(place, default, [.. notes], [], []));
        _feed.Decided(new AgentDecided(place, default, [], [notes[3].Id], []));
        _feed.Sounded(new NoteSounded(notes[0].Id, notes[0].Due, 0, Sounded: true));
        _feed.Sounded(new NoteSounded(notes[1].Id, notes[1].Due, 0, Sounded: false));
        _feed.Sounded(new NoteSounded(notes[3].Id, notes[3].Due, 0, Sounded: true));
        Assert.Equal(
            [
                new OscMessage(
                    "/antiphon/out/note",
                    new OscString("melody"), new OscInt(60), new OscInt(80), new OscFloat(0.5f)),
            ],
            _posted);
    }

    [Fact]
    public void What_is_more_than_the_rate_does_not_pass()
    {
        var time = new ManualTimeProvider();
        var rate = new RateBound(time, perSecond: 10);
        Assert.Equal(10, Enumerable.Range(0, 50).Count(_ => rate.TryPass()));
        time.Advance(TimeSpan.FromSeconds(0.35));
        Assert.Equal(3, Enumerable.Range(0, 50).Count(_ => rate.TryPass()));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(10, Enumerable.Range(0, 50).Count(_ => rate.TryPass()));
    }

    [Fact]
    public void Complaints_come_at_most_one_in_a_while_and_say_how_many_were_left_out()
    {
        var time = new ManualTimeProvider();
        var lines = new List<string>();
        var complaints = new RateLimitedLine(time, TimeSpan.FromSeconds(10), lines.Add);
        complaints.Write("a");
        complaints.Write("b");
        complaints.Write("c");
        time.Advance(TimeSpan.FromSeconds(10));
        complaints.Write("d");
        Assert.Equal(["a", "d (2 more were left out)"], lines);
    }

    private static FrameToken Token(Place place, int frame) => new(
        place,
        frame,
        FrameGrid.FrameCentre(place.Segment.Start, frame),
        new Token(3),
        Antiphon.Quantizer.Token.Rest,
        1,
        0,
        new FrameDescriptors
        {
            LoudnessDb = -20 - frame,
            HarmonicLoudnessDb = -20,
            PercussiveLoudnessDb = -60,
            OnsetStrength = 0,
            F0Hz = null,
            Voicing = 0,
            Chroma = default,
            CentroidHz = 0,
            HarmonicOpen = true,
            PercussiveOpen = false,
        },
        Warming: false);

    private static AgentDecided Heard(double seconds, MusicNow music) => new(
        new Place(default, default, default, 0), SampleTime.FromSeconds(seconds), [], [], [])
    {
        Music = music,
    };
}
