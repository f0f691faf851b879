using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>A mind that takes the place of another after hours begins where it is put.</summary>
public sealed class SuccessorTests
{
    [Fact]
    public void A_successor_decides_no_tick_before_the_first_thing_it_hears()
    {
        var hours = new SegmentId(100_000);
        var mind = new AgentMind(new AgentOptions());
        var decided = mind.Hear(new Gap(
            new Place(hours, hours.Start, FrameGrid.SegmentLength, 0), "restarted"));

        Assert.Equal(hours.Start.HalfSamples / 480, mind.SkippedTicks);
        Assert.True(decided.Watermark >= hours.End);
    }

    [Fact]
    public void A_first_mind_skips_nothing()
    {
        var mind = new AgentMind(new AgentOptions());
        mind.Hear(new Gap(new Place(default, default, FrameGrid.SegmentLength, 0), "lost"));
        Assert.Equal(0, mind.SkippedTicks);
    }

    [Fact]
    public void Hours_without_a_sound_are_not_decided_tick_by_tick()
    {
        var mind = new AgentMind(new AgentOptions());
        mind.Hear(new Gap(new Place(default, default, FrameGrid.SegmentLength, 0), "lost"));
        var away = new SampleCount(100_000L * FrameGrid.SegmentSamples);
        var gap = new Gap(new Place(new SegmentId(1), new SegmentId(1).Start, away, 0), "away");
        var decided = mind.Hear(gap);

        Assert.Equal(gap.End.Seconds + 0.5, decided.Watermark.Seconds, 0.011);
        Assert.InRange(mind.SkippedTicks, 3_480_000, 3_500_000);
        Assert.Empty(decided.Decisions);
    }
}
