using System.Text.Json;
using System.Text.RegularExpressions;
using Antiphon.Agent;
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
        foreach (var block in new[] { "/*css*/", "/*js*/", "/*moments*/", "/*note*/", "/*data*/" })
        {
            Assert.DoesNotContain(block, page, StringComparison.Ordinal);
        }

        Assert.Equal(2, Closing().Count(page));
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
    public void Each_stage_is_told_with_its_own_times()
    {
        var rows = Data().GetProperty("latency").EnumerateArray().ToList();

        Assert.Equal(
            [
                "splitting into tones and strokes", "describing", "naming words", "remembering",
                "deciding", "from sound to words, in all",
            ],
            rows.Select(row => row.GetProperty("name").GetString()));
        AssertNear([10, 20, 30, 40, 50, 300], rows.Select(row => row.GetProperty("p50")));
        AssertNear([10, 20, 30, 40, 50, 300], rows.Select(row => row.GetProperty("p99")));
    }

    private static void AssertNear(double[] expected, IEnumerable<JsonElement> told) =>
        Assert.All(expected.Zip(told), pair => Assert.InRange(
            pair.Second.GetDouble() / pair.First, 0.9, 1.1));

    /// <summary>Of a stage, by its place on the way of a sound: each is slower.</summary>
    private static StageMeter Meter(StageName stage)
    {
        var meter = new StageMeter(stage);
        meter.WorkMs.Add(10 * (int)stage);
        meter.AgeMs.Add(100 * (int)stage);
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
        foreach (var token in Performance.Tokens(2.1, _ => new Moment(8, false, -12, 0)))
        {
            record.Read(token);
        }

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
                [.. Enum.GetValues<StageName>().Skip(1).Select(Meter)], 0, null, null),
            new MidiStatistics(3, 0, 1, 1, new LatencySummary(0, 0, 0, 0, 0), 0, 0, 0, 0, 0, null),
            MusicSummary.Of(own, [shuffled, shuffled], null),
            workSeconds: 1,
            allocatedBytes: 1);
        return ReportPage.Write("a session", summary, record.Details(), Words);
    }

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
