using Antiphon.Flow;
using Antiphon.Midi;
using Antiphon.Rehearsal;
using Xunit;

namespace Antiphon.Tests.Rehearsal;

/// <summary>From figures to the profile a box can hold, and to what it would give up.</summary>
public sealed class RehearsalVerdictTests
{
    private static readonly RehearsalProfile[] Profiles =
    [
        new("rehearsal", 150, 43, 1_000, 5_000),
        new("installation", 150, 43, 1_000, 15_000),
        new("stage", 120, 43, 1_000, 5_000),
    ];

    private static RehearsalFigures Good { get; } = new()
    {
        Seconds = 20,
        Segments = 57,
        Gaps = 0,
        DroppedSegments = 0,
        BusyProcessors = 0.1,
        Capture = new("card", Live: true, Ms(10, 12), Overruns: 0, DeviceLatencyMs: 40),
        Stages = new(
            Ms(5, 9), Ms(3, 6), Ms(1, 2), Ms(0.01, 1), Ms(0.02, 1), Ms(10, 20), Ms(1, 5), 9),
        Midi = new("null:", Ms(100, 200), Midi(), "exactly", "ordinary priority"),
        Settings = new("spectral", 43, 150, 100, 120, 30),
    };

    [Fact]
    public void A_good_box_holds_all_the_quickest_first_and_nothing_is_amiss()
    {
        var verdict = RehearsalVerdict.Of(Good, Profiles);

        Assert.Equal(["stage", "rehearsal", "installation"], verdict.Holds);
        Assert.Equal("stage", verdict.Best);
        Assert.Single(verdict.Sentences);
    }

    [Theory]
    [InlineData(77, "stage")]
    [InlineData(77.1, "rehearsal")]
    [InlineData(107, "rehearsal")]
    [InlineData(107.1, null)]
    public void A_profile_is_held_when_its_words_are_there_in_time(double tokensMs, string? best) =>
        Assert.Equal(best, RehearsalVerdict.Of(Tokens(tokensMs), Profiles).Best);

    [Fact]
    public void What_is_too_quick_says_how_much_later_it_would_answer()
    {
        var verdict = RehearsalVerdict.Of(Tokens(90), Profiles);

        Assert.Equal(["rehearsal", "installation"], verdict.Holds);
        var lack = Assert.Single(verdict.Sentences.Skip(1));
        Assert.Contains("'stage' is too much", lack, StringComparison.Ordinal);
        Assert.Contains("agent.decisionDelayMs at 140", lack, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_segments_cost_the_model()
    {
        var verdict = RehearsalVerdict.Of(Good with { DroppedSegments = 3 }, Profiles);

        Assert.Null(verdict.Best);
        Assert.Equal(3, verdict.Sentences.Count(text =>
            text.Contains("3 segments", StringComparison.Ordinal)
            && text.Contains("give up 'spectral'", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lost_stretch_names_where_it_was_lost()
    {
        var verdict = RehearsalVerdict.Of(
            Good with { Gaps = 1, FirstLoss = "Encoder: it timed out" }, Profiles);

        Assert.Empty(verdict.Holds);
        Assert.Contains("first in Encoder", verdict.Sentences[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_slower_than_its_patience_holds_nothing() => Assert.Empty(
        RehearsalVerdict.Of(
            Good with { Stages = Good.Stages with { LongestWorkMs = 1_001 } }, Profiles).Holds);

    [Fact]
    public void Without_a_word_nothing_is_claimed() => Assert.Empty(
        RehearsalVerdict.Of(
            Good with { Stages = Good.Stages with { TokensAtAgent = default } }, Profiles).Holds);

    [Fact]
    public void Doubts_are_spoken()
    {
        Assert.Contains("Only 5", Last(Good with { Segments = 5 }), StringComparison.Ordinal);
        Assert.Contains(
            "2 times",
            Last(Good with { Capture = Good.Capture with { Overruns = 2 } }),
            StringComparison.Ordinal);
        Assert.Contains(
            "no sound card",
            Last(Good with { Capture = Good.Capture with { Live = false } }),
            StringComparison.Ordinal);
        Assert.Contains(
            "No MIDI",
            Last(Good with
            {
                Midi = Good.Midi with { Statistics = Midi() with { Lateness = default } },
            }),
            StringComparison.Ordinal);
        Assert.Contains(
            "4 MIDI events were late",
            Last(Good with { Midi = Good.Midi with { Statistics = Midi() with { Late = 4 } } }),
            StringComparison.Ordinal);
        Assert.Contains(
            "One reflex in a hundred",
            Last(Good with { Stages = Good.Stages with { Reflex = Ms(1, 21) } }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-50, 0, "does not hear")]
    [InlineData(-20, 3, "3 of 5 notes")]
    public void Bleed_is_told(double behindDb, int mistakable, string told) => Assert.Contains(
        told,
        Last(Good with { Bleed = new EchoFigures(5, -51, behindDb, 12, 60, mistakable) }),
        StringComparison.Ordinal);

    [Fact]
    public void An_echo_later_than_is_forgiven_is_told() => Assert.Contains(
        "agent.ownAttackMs (120)",
        Last(Good with { Bleed = new EchoFigures(5, -51, -20, 12, 121, 5) }),
        StringComparison.Ordinal);

    [Fact]
    public void The_parts_of_the_latency_add_up_to_the_decision_delay_and_more()
    {
        var parts = LatencySplit.Of(Good);

        Assert.Equal(
            [
                "device", "segment wait", "HPSS", "encode", "quantize", "hand over", "decide",
                "queue", "wire",
            ],
            parts.Select(part => part.Name));
        // 40 device + 175 to the segment's end + 150 decision delay + 5 tick + 100 queue + 10 wire
        Assert.Equal(480, parts.Sum(part => part.TypicalMs), 1e-9);
        Assert.Equal(
            ["HPSS", "encode", "quantize", "hand over", "queue", "wire"],
            parts.Where(part => part.Measured).Select(part => part.Name));
    }

    [Fact]
    public void What_was_not_measured_is_called_a_setting()
    {
        var parts = LatencySplit.Of(Good with
        {
            Capture = Good.Capture with { DeviceLatencyMs = null },
            Midi = Good.Midi with { Queue = default },
        });

        Assert.DoesNotContain(parts, part => part.Name == "device");
        var queue = parts.Single(part => part.Name == "queue");
        Assert.False(queue.Measured);
        Assert.Equal(100, queue.TypicalMs);
    }

    private static string Last(RehearsalFigures figures) =>
        RehearsalVerdict.Of(figures, Profiles).Sentences[^1];

    private static RehearsalFigures Tokens(double p99Ms) =>
        Good with { Stages = Good.Stages with { TokensAtAgent = Ms(50, p99Ms) } };

    private static LatencySummary Ms(double p50, double p99) => new(100, p50, p99, p99, p99);

    private static MidiStatistics Midi() => new(
        Notes: 50, Hanging: 0, LongestSeconds: 1, LongestSilenceSeconds: 1, Ms(10, 12), Late: 0,
        Flushed: 0, Refused: 0, Withdrawn: 0, SendFaults: 0, LastSendFault: null);
}
