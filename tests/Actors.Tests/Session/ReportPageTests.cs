using System.Text.Json;
using System.Text.RegularExpressions;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Tests.Perception;
using Antiphon.Tests.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed partial class ReportPageTests
{
    private const string Recording = "a tune </script> of old";

    private static readonly Vocabulary Words = Trained.Learn(
        Trained.Options with { TokenCount = 64 },
        recordings:
        [
            new TrainingRecording(
                "music", Encoded.Recording(1, 80, Trained.Dimensions).Cast<Slot>()),
        ]);

    [Fact]
    public void The_page_needs_nothing_beside_it_and_nothing_in_it_is_left_open()
    {
        var page = Page();

        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        string[] blocks =
            ["/*css*/", "/*js*/", "/*moments*/", "/*listening*/", "/*note*/", "/*data*/"];
        foreach (var block in blocks)
        {
            Assert.DoesNotContain(block, page, StringComparison.Ordinal);
        }

        Assert.Equal(2, Closing().Count(page));
    }

    [Fact]
    public void A_key_of_a_keyboard_is_drawn_where_it_was_played()
    {
        var key = Data().GetProperty("keys").EnumerateArray().Single();
        Assert.Equal(
            (0.75, 0.5, 62, 81),
            (key.GetProperty("t").GetDouble(), key.GetProperty("length").GetDouble(),
                key.GetProperty("key").GetInt32(), key.GetProperty("velocity").GetInt32()));
        Assert.Contains("for (const key of data.keys)", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_is_told_with_where_it_comes_from()
    {
        var notes = Data().GetProperty("notes").EnumerateArray().ToList();

        Assert.Equal([7, 9], notes.Select(note => note.GetProperty("id").GetInt32()));
        var source = notes[0].GetProperty("source");
        Assert.Equal(Recording, source.GetProperty("recording").GetString());
        Assert.Equal(12.5, source.GetProperty("t").GetDouble());
        // The note between them was withdrawn; the third keeps its own source all the same.
        Assert.Equal(1.25, notes[1].GetProperty("source").GetProperty("t").GetDouble());
        Assert.Equal(
            JsonValueKind.Null, notes[1].GetProperty("source").GetProperty("recording").ValueKind);
    }

    [Fact]
    public void Its_decision_is_told_with_everything_that_spoke_for_it()
    {
        var decision = Data().GetProperty("decisions").EnumerateArray().Single();

        Assert.Equal("joins", decision.GetProperty("occasion").GetString());
        Assert.Equal("mirror", decision.GetProperty("mode").GetString());
        Assert.Equal(17, decision.GetProperty("matchedFrames").GetInt32());
        Assert.Equal(0.5, decision.GetProperty("weights").GetProperty("chance").GetDouble());
        Assert.Equal(-3, decision.GetProperty("transpositionSemitones").GetInt32());
        Assert.Equal(1.25, decision.GetProperty("stretch").GetDouble());
        Assert.Equal(0.75, decision.GetProperty("likeness").GetProperty("onsetF").GetDouble());
        Assert.Equal([1, 2, 3, 4, 5], decision.GetProperty("stageMs").EnumerateObject()
            .Select(stage => stage.Value.GetDouble()));
        Assert.Equal(2, decision.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void The_measures_stand_beside_their_control()
    {
        var music = Data().GetProperty("music");

        Assert.Contains("2 runs", music.GetProperty("hint").GetString(), StringComparison.Ordinal);
        var rows = music.GetProperty("groups")[0].GetProperty("rows").EnumerateArray();
        var row = rows.Single(one => one[0].GetString()!.Contains(
            "with a note beside it", StringComparison.Ordinal));
        Assert.Equal("25 %", row[1].GetString());
        Assert.Equal("75 %", row[2].GetString());
    }

    [Fact]
    public void It_says_whether_the_partner_listened_or_that_it_was_too_short_to_say()
    {
        var listening = Data().GetProperty("listening");

        Assert.Equal(
            "Whether it listened is too short to say: both must play for a while.",
            listening.GetProperty("verdict")[0].GetString());
        Assert.Equal(0, listening.GetProperty("rows").GetArrayLength());
        Assert.Contains("data.listening.verdict", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stage_is_told_with_its_own_times()
    {
        var rows = Data().GetProperty("latency").EnumerateArray().ToList();

        Assert.Equal(
            [
                "splitting into tones and strokes", "describing", "naming words", "remembering",
                "hearing notes in 10 ms", "deciding", "from sound to words, in all",
            ],
            rows.Select(row => row.GetProperty("name").GetString()));
        AssertNear([10, 20, 30, 40, 50, 60, 300], rows.Select(row => row.GetProperty("p50")));
        AssertNear([10, 20, 30, 40, 50, 60, 300], rows.Select(row => row.GetProperty("p99")));
    }

    [Fact]
    public void The_start_is_told_apart_from_the_playing()
    {
        var (start, playing) = (Data().GetProperty("startUp"), Data().GetProperty("latency"));

        AssertNear([10, 20, 30, 40, 50, 60, 300], playing.EnumerateArray()
            .Select(row => row.GetProperty("p99")));
        AssertNear([1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 3_000], start.EnumerateArray()
            .Select(row => row.GetProperty("p99")));
    }

    [Fact]
    public void It_says_when_it_was_and_what_it_was_played_with()
    {
        var data = Data();

        Assert.Equal("3 May 2026, 19:30", data.GetProperty("began").GetString());
        Assert.Equal("jack:Synth", Named("playedWith", "output").GetProperty("value").GetString());
        var setting = Named("settings", "agent.seed");
        Assert.Equal("7", setting.GetProperty("value").GetString());
        Assert.Equal("1", setting.GetProperty("default").GetString());
        Assert.Equal(12, Named("pieces", "Shadows").GetProperty("length").GetDouble());

        JsonElement Named(string list, string name) => data.GetProperty(list).EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);
    }

    [Fact]
    public void Pieces_that_were_played_again_stand_there_again_and_no_others()
    {
        var facts = Facts with { AgainAfterSeconds = 20 };

        Assert.Equal([0.0, 5], facts.PiecesWithin(0, 12).Select(one => one.Seconds));
        Assert.Equal(
            [25.0, 40, 45], facts.PiecesWithin(26, 46).Select(one => one.Seconds));
        Assert.Equal(["Opening"], Facts.PiecesWithin(0, 3).Select(one => one.Name));
        Assert.Empty(Facts.PiecesWithin(26, 46));
    }

    [Fact]
    public void Commands_presets_and_losses_stand_on_its_timeline()
    {
        var moments = Data().GetProperty("moments").EnumerateArray().Select(moment => (
            moment.GetProperty("t").GetDouble(),
            moment.GetProperty("kind").GetString()!,
            moment.GetProperty("text").GetString()!));

        Assert.Equal(
            [
                (0.25, "command", "stays in mirror"),
                (0.5, "preset", "preset 'calm' comes back"),
                (7.35, "lost", "the card was lost"),
                (7.35, "back", "the card is back after 1.5 s"),
            ],
            moments);
    }

    [Fact]
    public void No_word_of_the_makers_is_left_in_it()
    {
        var data = DataBlock().Match(Page()).Groups[1].Value;
        Assert.All(
            new[] { "perplexity", "equal N", "divergence", "codebook", "segment", "p50 " },
            word => Assert.DoesNotContain(word, data, StringComparison.OrdinalIgnoreCase));
    }

    private static void AssertNear(double[] expected, IEnumerable<JsonElement> told) =>
        Assert.All(expected.Zip(told), pair => Assert.InRange(
            pair.Second.GetDouble() / pair.First, 0.9, 1.1));

    /// <summary>Of a stage, by its place on the way of a sound: each is slower.</summary>
    private static void Play(StageMeter meter)
    {
        meter.WorkMs.Add(10 * (int)meter.Stage);
        meter.AgeMs.Add(100 * (int)meter.Stage);
    }

    /// <summary>The same at the start, which is a hundred times, or ten times, as slow.</summary>
    private static StageMeter Slow(StageName stage)
    {
        var meter = new StageMeter(stage);
        meter.WorkMs.Add(1_000 * (int)stage);
        meter.AgeMs.Add(1_000 * (int)stage);
        return meter;
    }

    private static JsonElement Data()
    {
        using var document = JsonDocument.Parse(DataBlock().Match(Page()).Groups[1].Value);
        return document.RootElement.Clone();
    }

    private static string Page()
    {
        using var record = new SessionRecord(64);
        StageMeter[] meters = [.. Enum.GetValues<StageName>().Skip(1).Select(Slow)];
        record.Began(meters);
        foreach (var token in Performance.Tokens(7.35, _ => new Moment(8, false, -12, 0)))
        {
            record.Read(token);
        }

        Array.ForEach(meters, Play);
        record.Commanded(new ControlGiven(new RecallPreset("calm"), At(0.5)));
        record.Commanded(new ControlGiven(new FixMode(Mode.Mirror), At(0.25)));
        record.Commanded(new ControlGiven(new TellTime(12), At(0)));
        record.Changed(new InputLost("the card", 500));
        record.Changed(new InputStillLost("the card", 1, "no", IsNews: true));
        record.Changed(new InputRegained("the card", 1.5, 2));

        record.Heard(new NoteHeard(At(0.75), SampleCount.FromSeconds(0.5), 62, 81));
        var place = new Place(default, SampleTime.Zero, default, 0);
        record.Decided(
            new AgentDecided(
                place, SampleTime.Zero, [Note(7, 1.5), Note(8, 1.7), Note(9, 1.9)],
                [new NoteId(8)], [Decision()]),
            new StageMs(1, 2, 3, 4, 5));
        var own = new MusicalMeasures { OverlapShare = 0.25 };
        var shuffled = new MusicalMeasures { OverlapShare = 0.75 };
        var summary = SessionSummary.Of(
            record,
            Words,
            new RigOutcome(
                meters, 0, null, null),
            new MidiStatistics(3, 0, 1, 1, new LatencySummary(0, 0, 0, 0, 0), 0, 0, 0, 0, 0, null),
            MusicSummary.Of(own, [shuffled, shuffled], null),
            workSeconds: 1,
            allocatedBytes: 1);
        return ReportPage.Write("a session", summary, record.Details(), Words, Facts);
    }

    private static ReportFacts Facts { get; } = new()
    {
        Began = new DateTimeOffset(2026, 5, 3, 19, 30, 0, TimeSpan.FromHours(2)),
        PlayedWith = [new("input", "demo:"), new("output", "jack:Synth")],
        Settings = [new("agent.seed", "7", "1")],
        Pieces = [new("Opening", 0, 4), new("Shadows", 5, 12)],
    };

    private static Decision Decision() => new(
        4, At(1.2), Voice.Melody, CueKind.Joins, Mode.Mirror, "because")
    {
        NoteCount = 3,
        NoteSources = [At(12.5), At(13), At(1.25)],
        Runs =
        [
            new RecalledRun(Recording, At(12), At(14), 0, -3),
            new RecalledRun(null, At(1), At(1.5), 2, -3),
        ],
        MatchedFrames = 17,
        MatchedSeconds = 0.25,
        Weights = new ChoiceWeights(5, 1, 0.5, 1, 1, 0.5),
        TranspositionSemitones = -3,
        Stretch = 1.25,
        Likeness = new RecallLikeness(0.75, null),
    };

    private static NotePlanned Note(long id, double due) => new(
        new NoteId(id), Voice.Melody, 60, 80, At(due), SampleCount.FromSeconds(0.1), 4);

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""")]
    private static partial Regex DataBlock();

    [GeneratedRegex("</script>")]
    private static partial Regex Closing();
}
