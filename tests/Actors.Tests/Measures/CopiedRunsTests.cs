using Antiphon.Agent;
using Antiphon.Measures;
using Xunit;

namespace Antiphon.Tests.Measures;

public class CopiedRunsTests
{
    [Fact]
    public void Jumps_are_counted_for_the_time_recalled()
    {
        var copied = CopiedRuns.Of(
            [Recalling(ByHand.Run(10, 12), ByHand.Run(5, 6)), Recalling(ByHand.Run(1, 2))]);

        Assert.Equal(2, copied.LongestSeconds!.Value, 6);
        Assert.Equal(0.25, copied.JumpsPerSecond!.Value, 6);
    }

    [Fact]
    public void Runs_that_follow_on_are_one_piece()
    {
        var copied = CopiedRuns.Of([Recalling(ByHand.Run(10, 12), ByHand.Run(12.0133, 13))]);

        Assert.Equal(3, copied.LongestSeconds!.Value, 6);
        Assert.Equal(0, copied.JumpsPerSecond);
    }

    [Fact]
    public void Only_in_the_same_recording_do_they_follow_on()
    {
        var copied = CopiedRuns.Of(
            [Recalling(ByHand.Run(10, 12, "a"), ByHand.Run(12.0133, 13.5, "b"))]);

        Assert.Equal(2, copied.LongestSeconds!.Value, 6);
        Assert.Equal(1 / (2 + 1.4867), copied.JumpsPerSecond!.Value, 4);
    }

    [Fact]
    public void A_frame_again_is_a_jump() => Assert.Equal(
        2,
        CopiedRuns.Of([Recalling(ByHand.Run(10, 12), ByHand.Run(12, 12.5))]).LongestSeconds!.Value,
        6);

    [Fact]
    public void Without_runs_nothing_is_defined()
    {
        var copied = CopiedRuns.Of([ByHand.Taken(1, 1)]);

        Assert.Null(copied.LongestSeconds);
        Assert.Null(copied.JumpsPerSecond);
    }

    [Fact]
    public void What_planned_no_notes_copied_nothing() => Assert.Null(
        ByHand.Measure(
            ByHand.Heard(60, 0.7, 0.7),
            [],
            Recalling(ByHand.Run(10, 12)) with { NoteCount = 0 }).LongestCopiedRun);

    private static Decision Recalling(params RecalledRun[] runs) =>
        ByHand.Taken(1, 1) with { Runs = runs };
}
