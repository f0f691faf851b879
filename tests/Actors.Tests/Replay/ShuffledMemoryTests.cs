using Antiphon.Agent;
using Antiphon.Hpss;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Session;
using Antiphon.Signal;
using Antiphon.Tests.Agent;
using Antiphon.Tests.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>
/// Control runs: the same player and the same mind, with a memory that recalls at random.
/// </summary>
public sealed class ShuffledMemoryTests
{
    private const double Seconds = 56;

    private static readonly MindStart Start = new(
        Tunes.Talkative,
        new MemoryOptions(),
        GroundOf(("home", 0), ("far", 6)),
        HearingLines.Tokens,
        []);

    private static readonly PlayedMusic Own;
    private static readonly List<JournalEntry> Session = Play(out Own);

    private static readonly SessionDetails Details = new(
        [], Own.Tokens, Own.Notes,
        [.. Own.Decisions.Select(decision => TakenDecision.Of(decision, Own.Notes))], [], []);

    [Fact]
    public void A_shuffled_ground_keeps_words_times_and_numbers_and_every_descriptor()
    {
        var (was, now) = (Start.Ground, Start.Ground.Shuffled(new SplitMix64(1)));

        Assert.Equal(was.Frames.Select(Bare), now.Frames.Select(Bare));
        Assert.NotEqual(
            was.Frames.Select(frame => frame.Descriptors),
            now.Frames.Select(frame => frame.Descriptors));
        Assert.Equal(
            was.Frames.Select(frame => frame.Descriptors).Order(ByLoudnessAndPitch),
            now.Frames.Select(frame => frame.Descriptors).Order(ByLoudnessAndPitch));
        Assert.Equal(was.Sources, now.Sources);

        static RememberedFrame Bare(RememberedFrame frame) =>
            frame with
            {
                Descriptors = Performance.Token(default, 0, Moment.Silence).Descriptors,
                Heard = null,
            };
    }

    [Fact]
    public void A_run_is_named_by_its_seed_and_hears_the_player_as_he_was()
    {
        var (one, same, other) = (Run(1), Run(1), Run(2));

        Assert.Equal(one.Notes, same.Notes);
        Assert.NotEqual(one.Notes, other.Notes);
        Assert.NotEqual(Own.Notes, one.Notes);
        Assert.Equal(Own.Tokens, one.Tokens);
        Assert.Equal(
            (Own.Decisions[0].Time, Own.Decisions[0].Occasion, Own.Decisions[0].Mode),
            (one.Decisions[0].Time, one.Decisions[0].Occasion, one.Decisions[0].Mode));
    }

    [Fact]
    public void What_is_recalled_at_random_agrees_less_with_the_player()
    {
        var music = ShuffledBaseline.Measure(Details, Start, Session, CancellationToken.None);

        Assert.Equal(5, music.ShuffledRuns);
        Assert.Null(music.ShuffledMissing);
        Assert.True(
            music.HarmonicAgreement > music.HarmonicAgreementShuffled + 0.1,
            $"{music.HarmonicAgreement} and shuffled {music.HarmonicAgreementShuffled}");
    }

    [Fact]
    public void Without_control_runs_it_says_why()
    {
        var longer = ShuffledBaseline.Measure(Details, Start, null, CancellationToken.None);
        var stopped = ShuffledBaseline.Measure(
            Details, Start, Session, new CancellationToken(true));

        Assert.Equal(0, longer.ShuffledRuns);
        Assert.Contains("ten minutes", longer.ShuffledMissing, StringComparison.Ordinal);
        Assert.Contains("stopped", stopped.ShuffledMissing, StringComparison.Ordinal);
        Assert.Equal(longer.HarmonicAgreement, stopped.HarmonicAgreement);
    }

    [Fact]
    public void A_control_run_that_fails_costs_no_session_its_measures()
    {
        var noVoice = new VoiceOptions { LowestKey = 60, HighestKey = 48 };
        var music = ShuffledBaseline.Measure(
            Details, Start with { Agent = new AgentOptions { Bass = noVoice } }, Session,
            CancellationToken.None);
        Assert.Equal(0, music.ShuffledRuns);
        Assert.Contains("lowest key is above", music.ShuffledMissing, StringComparison.Ordinal);
        Assert.NotNull(music.HarmonicAgreement);
    }

    [Fact]
    public void What_became_of_the_sessions_notes_is_not_told_to_another_mind()
    {
        var lost = Own.Notes.Select(note => (JournalEntry)new MindHeard(
            new MindInput.LetGo(new NoteSounded(note.Id, note.Due, 900, Sounded: false)),
            0)).ToList();
        var middle = Session.Count / 2;
        var told = Session.Take(middle).Concat(lost).Concat(Session.Skip(middle)).ToList();
        Assert.Equal(Run(1).Notes, ShuffledMemory.Play(Start, told, 1).Notes);
    }

    private static Comparer<FrameDescriptors> ByLoudnessAndPitch { get; } =
        Comparer<FrameDescriptors>.Create((a, b) =>
            (a.LoudnessDb, a.F0Hz, a.OnsetStrength)
                .CompareTo((b.LoudnessDb, b.F0Hz, b.OnsetStrength)));

    private static PlayedMusic Run(ulong seed) => ShuffledMemory.Play(Start, Session, seed);

    // Two recordings of the same line, of which one lies a tritone away, in words of its own.
    private static PriorMemory GroundOf(params (string Name, int Semitones)[] recordings) =>
        PriorMemory.Of(
            new Corpus
            {
                Tongue = Corpora.Tongue,
                Recordings = [.. recordings.Select(one => Recording(one.Name, one.Semitones))],
            },
            TokenSimilarity.Exact,
            new MemoryOptions());

    private static CorpusRecording Recording(string name, int semitones)
    {
        var ear = new CorpusLearner(name);
        foreach (var token in Performance.Tokens(
            42, time => Tunes.Line(time) is { Key: { } key } moment
                ? moment with { Key = key + semitones }
                : Moment.Silence))
        {
            ear.Hear(token);
        }

        return ear.Close();
    }

    private static List<JournalEntry> Play(out PlayedMusic own)
    {
        List<JournalEntry> entries = [];
        List<FrameToken> tokens = [];
        List<AgentDecided> answers = [];
        var journal = new SessionJournal([], (entry, _) => entries.Add(entry));
        var store = new MemoryStore(Start.Memory, Start.Ground);
        var estate = new SurvivingState(Start.Agent);
        var mind = new AgentMind(estate, Start.Lines);
        foreach (var heard in Performance.Tokens(Seconds, Tunes.Phrases(3.5, 4.2)))
        {
            var token = estate.Mark(heard);
            var remembered = new TokenRemembered(token.Place, token, store.Remember(token));
            journal.Remembered(remembered);
            answers.Add(mind.Hear(remembered));
            journal.Decided(answers[^1]);
            tokens.Add(token);
        }

        var withdrawn = answers.SelectMany(answer => answer.Withdrawn).ToHashSet();
        own = PlayedMusic.Of(
            tokens,
            [.. answers.SelectMany(answer => answer.Notes)
                .Where(note => !withdrawn.Contains(note.Id))],
            [.. answers.SelectMany(answer => answer.Decisions)]);
        return entries;
    }
}
