using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Session;
using Antiphon.Signal;
using Antiphon.Tests.Agent;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>
/// A player of phrases and a partner that composes its answers: whether its memory of figures
/// helped, beside partners whose figures have lost the order of their tones.
/// </summary>
public sealed class FiguresRememberedTests
{
    private const double BeatSeconds = 0.5;
    private const int PhraseBeats = 8;
    private const int RestBeats = 6;
    private const int Phrases = 4;
    private const double Seconds = Phrases * (PhraseBeats + RestBeats) * BeatSeconds;

    private static readonly MindStart Start = new(
        new AgentOptions { Modes = Tunes.Only(imitate: 1) },
        new MemoryOptions(),
        PriorMemory.Bare,
        HearingLines.TokensAndReflexes,
        []);

    private static readonly List<(double At, double Seconds, int Key)> Tune = TuneOf(5);
    private static readonly List<JournalEntry> Journal = [];
    private static readonly SessionDetails Session = Play();
    private static readonly MusicSummary Music = Measured(Session);

    [Fact]
    public void Who_develops_the_players_figures_is_said_to_remember()
    {
        var memory = Music.Memory!;

        Assert.Equal(ShuffledBaseline.Count, memory.Runs);
        Assert.True(memory.Helped, $"{memory}");
        Assert.StartsWith("Its memory helped: ", Verdict(Session, Music));
    }

    [Fact]
    public void Whose_notes_are_not_from_memory_is_said_not_to_be_helped()
    {
        var random = new SplitMix64(3);
        int[] scale = [60, 62, 64, 65, 67, 69, 71];
        var alone = Session with
        {
            Notes =
            [
                .. Session.Notes.Select(note => note with
                {
                    Key = scale[random.NextInt(scale.Length)],
                }),
            ],
        };
        var music = Measured(alone);

        Assert.False(music.Memory!.Helped, $"{music.Memory}");
        Assert.StartsWith("Its memory did not help: ", Verdict(alone, music));
    }

    [Fact]
    public void A_shuffled_run_hears_the_same_and_plays_as_much()
    {
        var run = ShuffledMemory.Play(Start, Journal, 1);

        Assert.Equal(run.Notes, ShuffledMemory.Play(Start, Journal, 1).Notes);
        Assert.NotEqual(Session.Notes.Select(note => note.Key), run.Notes.Select(note => note.Key));
        Assert.InRange(run.Notes.Count, 0.6 * Session.Notes.Count, 1.6 * Session.Notes.Count);
    }

    private static MusicSummary Measured(SessionDetails session) =>
        ShuffledBaseline.Measure(session, Start, Journal, CancellationToken.None);

    private static string Verdict(SessionDetails session, MusicSummary music) =>
        ListeningSummary.Of(session, music).Verdict[^1];

    // Phrases in C major, each with another figure in its two bars, that end on its own tones.
    private static List<(double At, double Seconds, int Key)> TuneOf(ulong seed)
    {
        var random = new SplitMix64(seed);
        int[] scale = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77, 79];
        List<(double At, double Seconds, int Key)> tune = [];
        for (var phrase = 0; phrase < Phrases; phrase++)
        {
            var (begin, degree) = (phrase * (PhraseBeats + RestBeats) * BeatSeconds, 4);
            for (var beat = 0.0; beat < PhraseBeats;)
            {
                var length = random.NextInt(3) == 0 ? 1 : 0.5;
                length = Math.Min(length, PhraseBeats - beat);
                tune.Add((begin + beat * BeatSeconds, 0.9 * length * BeatSeconds, scale[degree]));
                beat += length;
                degree = Math.Clamp(
                    degree + (1 + random.NextInt(3)) * (random.NextInt(2) == 0 ? 1 : -1), 0,
                    scale.Length - 1);
            }
        }

        return tune;
    }

    private static Moment At(double time)
    {
        var (at, _, key) = Tune.LastOrDefault(
            note => note.At <= time && time < note.At + note.Seconds);
        return key == 0
            ? Moment.Silence
            : new Moment(key, false, -14 - 20 * (time - at), time - at < 0.0134 ? 9 : 0.3);
    }

    private static SessionDetails Play()
    {
        List<FrameToken> tokens = [];
        List<AgentDecided> answers = [];
        var journal = new SessionJournal([], (entry, _) => Journal.Add(entry));
        var store = new MemoryStore(Start.Memory, Start.Ground);
        var estate = new SurvivingState(Start.Agent);
        var mind = new AgentMind(estate, Start.Lines);
        void Decide(AgentDecided decided)
        {
            journal.Decided(decided);
            answers.Add(decided);
        }

        var block = 0L;
        foreach (var heard in Performance.Tokens(Seconds, At))
        {
            for (; EndOf(Block(block)) <= heard.End; block++)
            {
                Decide(mind.Hear(Sound(Block(block))));
            }

            var token = estate.Mark(heard);
            var remembered = new TokenRemembered(token.Place, token, store.Remember(token));
            journal.Remembered(remembered);
            Decide(mind.Hear(remembered));
            tokens.Add(token);
        }

        var withdrawn = answers.SelectMany(answer => answer.Withdrawn).ToHashSet();
        var notes = answers.SelectMany(answer => answer.Notes)
            .Where(note => !withdrawn.Contains(note.Id)).ToList();
        return new SessionDetails(
            [], tokens, notes,
            [.. answers.SelectMany(answer => answer.Decisions)
                .Select(decision => TakenDecision.Of(decision, notes))],
            [], [])
        {
            Heard = [.. answers.SelectMany(answer => answer.NotesHeard)
                .Where(note => note.Source != MusicSource.Own)],
        };
    }

    private static Place Block(long number)
    {
        var start = SampleTime.AtSample(number * ReflexDetector.BlockSamples);
        return new Place(
            new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples), start,
            new SampleCount(ReflexDetector.BlockSamples), 0);
    }

    private static SampleTime EndOf(Place place) => place.Start + place.Length;

    // The ear knows of a beginning and of an end 130 ms later.
    private static SoundTranscribed Sound(Place place)
    {
        bool Falls(double time) => SampleTime.FromSeconds(time + 0.13) is var known
            && known >= place.Start && known < EndOf(place);
        var moment = At(place.Start.Seconds);
        return new SoundTranscribed(
            new ReflexHeard(place, (float)moment.LoudnessDb, (float)moment.Onset),
            new MusicHeard(place)
            {
                Began = [.. Tune.Where(note => Falls(note.At)).Select(note => new NoteBegan(
                    SampleTime.FromSeconds(note.At), note.Key, -20, 1, EndOf(place)))],
                Ended = [.. Tune.Where(note => Falls(note.At + note.Seconds)).Select(note =>
                    new NoteEnded(
                        SampleTime.FromSeconds(note.At), note.Key,
                        SampleTime.FromSeconds(note.At + note.Seconds), EndOf(place)))],
            });
    }
}
