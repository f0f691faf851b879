using System.Text.Json;
using Antiphon.Measures;
using Xunit;

namespace Antiphon.Tests.Measures;

public class MusicSummaryTests
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web);

    private static readonly MusicalMeasures Full = new()
    {
        Seconds = 60,
        HarmonicAgreement = 0.5,
        HarmonicAgreementDefinedShare = 0.75,
        ReplyDelaySeconds = new(0.25, 1.5),
        OverlapShare = 0.125,
        DensityRatio = 2,
        LongestCopiedRun = 3,
        JumpRate = 0.375,
        MatchShare = 0.625,
        Distinct4gramsPerMinute = 40,
        NotesPerMinute = 90,
        LongestSilenceSeconds = 5,
        LongestOwnSilenceSeconds = 6,
        Register = new(new(61, 62), new(63, 64)),
        Velocity = new(new(65, 66), new(67, 68)),
        RecallOnsetF = 0.875,
        RecallPitchClassShare = 0.9375,
    };

    [Fact]
    public void The_mean_of_equal_runs_is_one_of_them_in_every_measure()
    {
        Assert.All(
            typeof(MusicalMeasures).GetProperties(),
            measure => Assert.NotNull(measure.GetValue(Full)));

        Assert.Equal(Full, MusicSummary.Of(Full, [Full, Full, Full], null).Shuffled);
    }

    [Fact]
    public void A_measure_is_the_mean_of_the_runs_that_define_it()
    {
        var summary = MusicSummary.Of(
            Full,
            [
                Full with { HarmonicAgreement = 0.1, JumpRate = null },
                Full with { HarmonicAgreement = 0.3, JumpRate = null },
                Full with { HarmonicAgreement = null, JumpRate = null },
            ],
            null);

        Assert.Equal(0.2, summary.HarmonicAgreementShuffled!.Value, 9);
        Assert.Null(summary.Shuffled.JumpRate);
        Assert.Equal(3, summary.ShuffledRuns);
        Assert.Equal(0.5, summary.HarmonicAgreement);
    }

    [Fact]
    public void It_is_written_under_the_keys_that_were_agreed()
    {
        var music = JsonSerializer.SerializeToElement(MusicSummary.Of(Full, [Full], null), Style);

        (string Key, double Value)[] agreed =
        [
            ("harmonicAgreement", 0.5), ("harmonicAgreementShuffled", 0.5),
            ("overlapShare", 0.125), ("densityRatio", 2), ("longestCopiedRun", 3),
            ("jumpRate", 0.375), ("matchShare", 0.625), ("distinct4gramsPerMinute", 40),
            ("notesPerMinute", 90), ("longestSilenceSeconds", 5), ("shuffledRuns", 1),
        ];
        Assert.All(agreed, one => Assert.Equal(one.Value, music.GetProperty(one.Key).GetDouble()));
        var delay = music.GetProperty("replyDelaySeconds");
        Assert.Equal(0.25, delay.GetProperty("p50").GetDouble());
        Assert.Equal(1.5, delay.GetProperty("p95").GetDouble());
        Assert.Equal(
            0.125, music.GetProperty("shuffled").GetProperty("overlapShare").GetDouble());
        Assert.Equal(JsonValueKind.Null, music.GetProperty("shuffledMissing").ValueKind);
    }

    [Fact]
    public void Without_runs_all_of_them_is_null_and_the_reason_is_told()
    {
        var music = JsonSerializer.SerializeToElement(
            MusicSummary.Of(Full, [], "nobody asked for it"), Style);

        Assert.Equal(0, music.GetProperty("shuffledRuns").GetInt32());
        Assert.Equal("nobody asked for it", music.GetProperty("shuffledMissing").GetString());
        Assert.Equal(JsonValueKind.Null, music.GetProperty("harmonicAgreementShuffled").ValueKind);
        Assert.All(
            Numbers(music.GetProperty("shuffled")),
            value => Assert.Equal(JsonValueKind.Null, value.ValueKind));
    }

    [Fact]
    public void Without_runs_a_reason_is_due() =>
        Assert.Throws<ArgumentException>(() => MusicSummary.Of(Full, [], null));

    private static IEnumerable<JsonElement> Numbers(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object
            ? node.EnumerateObject().SelectMany(part => Numbers(part.Value))
            : [node];
}
