using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>The short way: what 10 ms of sound make the agent do, and when.</summary>
public class ReflexTests
{
    private const double CallSeconds = 3.5;
    private static readonly AgentOptions Talkative = Tunes.Talkative;

    [Fact]
    public void A_strike_into_its_answer_withdraws_at_once_what_has_not_sounded()
    {
        var struckAt = BetweenNotes();
        var (decisions, withdrawn, _) = Play(HearingLines.TokensAndReflexes, struckAt);

        var stopped = decisions.Single(
            decision => decision.Why.Contains("withdrawn", StringComparison.Ordinal));
        Assert.InRange(stopped.Time.Seconds - struckAt, 0.01, 0.05);
        Assert.NotEmpty(withdrawn);
        Assert.Empty(Play(HearingLines.TokensAndReflexes, struckAt: null).Withdrawn);
    }

    [Theory]
    [InlineData(4, -20)]
    [InlineData(20, -70)]
    public void A_soft_rise_or_a_quiet_knock_stops_nothing(double onsetDb, double loudnessDb) =>
        Assert.Empty(Play(
            HearingLines.TokensAndReflexes, BetweenNotes(), onsetDb, loudnessDb).Withdrawn);

    [Fact]
    public void The_attack_of_an_own_note_is_not_the_player()
    {
        var calm = Play(HearingLines.TokensAndReflexes, struckAt: null);
        var own = calm.Notes[1].Due.Seconds;
        Assert.Empty(Play(HearingLines.TokensAndReflexes, own + 0.05).Withdrawn);
    }

    [Fact]
    public void A_strike_with_an_own_attack_is_the_players_where_it_is_louder_than_the_room()
    {
        foreach (var (roomDb, struckDb, isPlayer) in (ReadOnlySpan<(double?, double, bool)>)
            [(null, -30, true), (-30, -28, false), (-30, -20, true), (-12, -10, false)])
        {
            var own = new EchoTracker();
            var bleed = new EchoCalibration(new LiveOptions(new ControlState(new())), own);
            for (var note = 0; note < 6; note++)
            {
                var level = roomDb ?? -90;
                own.Add(Note(note, 20 * note));
                Assert.False(bleed.IsStruckByPlayer(Reflex(20 * note, 20, level)));
                Assert.False(bleed.IsStruckByPlayer(Reflex(20 * note + 15, 0, level)));
            }

            own.Add(Note(9, 200));
            Assert.Equal(isPlayer, bleed.IsStruckByPlayer(Reflex(200, 20, struckDb)));
        }
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(3.62)]
    [InlineData(3.8)]
    public void The_end_of_a_phrase_is_known_as_soon_as_its_tokens_are(double callSeconds)
    {
        // The segment in which it ends is visible 150 ms after it, and 300 ms must be silent.
        var visible = Math.Ceiling(callSeconds / 0.35 - 1e-9) * 0.35 + 0.15;
        var decided = Play(HearingLines.TokensAndReflexes, struckAt: null, callSeconds: callSeconds)
            .Decisions[0].Time.Seconds;
        Assert.InRange(decided - Math.Max(visible, callSeconds + 0.3), -0.021, 0.031);
    }

    [Fact]
    public void The_order_in_which_tokens_and_reflexes_come_changes_nothing()
    {
        var expected = Play(HearingLines.TokensAndReflexes, BetweenNotes());
        foreach (var reflexesAhead in new[] { -30, 0, 17, 300 })
        {
            var (decisions, withdrawn, notes) = Play(
                HearingLines.TokensAndReflexes, BetweenNotes(), reflexesAhead: reflexesAhead);
            Assert.Equal(expected.Notes, notes);
            Assert.Equal(expected.Withdrawn, withdrawn);
            Assert.Equal(expected.Decisions.Count, decisions.Count);
        }
    }

    [Fact]
    public void Live_the_reflexes_bring_the_time_and_late_tokens_are_counted()
    {
        var mind = new AgentMind(Talkative, HearingLines.LateTokensAndReflexes);
        var store = new MemoryStore(new());
        for (var block = 0; block < 70; block++)
        {
            Assert.Equal(
                (block + 3) / 100.0, mind.Hear(Reflex(block, 0, -90)).Watermark.Seconds, 1e-9);
        }

        foreach (var token in Performance.Tokens(0.35, Tunes.Line))
        {
            mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token)));
        }

        Assert.Equal(26, mind.Counters.LateEvents);
    }

    [Fact]
    public void All_that_is_heard_goes_out_with_the_answers_and_these_are_numbered()
    {
        var estate = new SurvivingState(Talkative);
        var store = new MemoryStore(new());
        var mind = new AgentMind(estate, HearingLines.TokensAndReflexes);
        var token = Performance.Tokens(0.35, Tunes.Line).First();
        var end = new ReflexEnded(token.Place);
        List<AgentDecided> answers =
        [
            mind.Hear(Reflex(0, 0, -90)),
            mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token))),
        ];
        mind = new AgentMind(estate, HearingLines.TokensAndReflexes);
        mind = new AgentMind(estate, HearingLines.TokensAndReflexes);
        answers.Add(mind.Hear(Reflex(1, 0, -90)));
        answers.Add(mind.Hear(end));

        Assert.Equal([0, 1, 2, 3], answers.Select(answer => (int)answer.Number));
        Assert.Equal(
            [typeof(MindInput.Reflex), typeof(MindInput.Frame), typeof(MindInput.MindBegan),
                typeof(MindInput.Reflex), typeof(MindInput.ReflexesEnded)],
            answers.SelectMany(answer => answer.Heard).Select(heard => heard.What.GetType()));
        Assert.Equal(new MindInput.MindBegan(2), answers[2].Heard[0].What);
    }

    /// <summary>A time inside the answer that is as far as possible from its attacks.</summary>
    private static double BetweenNotes()
    {
        var due = Play(HearingLines.TokensAndReflexes, struckAt: null).Notes
            .Select(note => note.Due.Seconds).ToList();
        var (before, after) = due.Zip(due.Skip(1)).MaxBy(pair => pair.Second - pair.First);
        Assert.True(after - before > 0.2, "the answer leaves no room to strike into");
        return after - 0.05;
    }

    private static (List<Decision> Decisions, List<NoteId> Withdrawn, List<NotePlanned> Notes)
        Play(
            HearingLines lines, double? struckAt, double onsetDb = 20, double loudnessDb = -12,
            int reflexesAhead = 0, double callSeconds = CallSeconds)
    {
        var mind = new AgentMind(Talkative, lines);
        var store = new MemoryStore(new());
        List<AgentDecided> answers = [];
        var tokens = Performance
            .Tokens(8.4, t => t < callSeconds ? Tunes.Line(t) : Moment.Silence)
            .ToList();
        var reflex = 0;
        void HearReflexesTo(double seconds)
        {
            for (; reflex < Math.Min(840, seconds * 100 + reflexesAhead); reflex++)
            {
                var struck = struckAt is { } at && reflex == (int)(at * 100);
                var calls = reflex < 100 * callSeconds;
                answers.Add(mind.Hear(Reflex(
                    reflex, struck ? onsetDb : 0, struck ? loudnessDb : calls ? -14 : -90)));
            }
        }

        foreach (var token in tokens)
        {
            HearReflexesTo(token.End.Seconds);
            answers.Add(
                mind.Hear(new TokenRemembered(token.Place, token, store.Remember(token))));
        }

        HearReflexesTo(double.MaxValue);
        var end = new Place(new SegmentId(24), new SegmentId(24).Start, default, 0);
        answers.Add(mind.Hear(new ReflexEnded(end)));
        answers.Add(mind.Hear(new InputEnded(end)));
        Assert.True(answers[^1].IsLast);
        return (
            [.. answers.SelectMany(answer => answer.Decisions)],
            [.. answers.SelectMany(answer => answer.Withdrawn)],
            [.. answers.SelectMany(answer => answer.Notes)]);
    }

    private static NotePlanned Note(int id, int block) => new(
        new NoteId(id), Voice.Melody, 60, 90, Reflex(block, 0, 0).Start,
        SampleCount.FromSeconds(0.1), 0);

    private static ReflexHeard Reflex(int block, double onsetDb, double loudnessDb)
    {
        var start = SampleTime.AtSample((long)block * ReflexDetector.BlockSamples);
        return new ReflexHeard(
            new Place(
                new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples),
                start,
                new SampleCount(ReflexDetector.BlockSamples),
                0),
            loudnessDb,
            onsetDb);
    }
}
