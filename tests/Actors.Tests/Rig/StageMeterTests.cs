using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Rig;

public class StageMeterTests
{
    private static readonly Place Here = new(default, SampleTime.Zero, new SampleCount(240), 0);

    [Fact]
    public void The_last_work_is_that_of_the_last_slot_answered_or_reflex()
    {
        var meter = new StageMeter(StageName.Agent);
        Assert.Equal(0, meter.LastWorkMs);

        Answer(meter, new InputHeard(Here), 7);
        Assert.Equal(7, meter.LastWorkMs);
        Answer(meter, new ReflexHeard(Here, -20, 3), 2);
        Assert.Equal(2, meter.LastWorkMs);
    }

    [Fact]
    public void Gaps_and_the_end_are_no_work()
    {
        var meter = new StageMeter(StageName.Agent);
        Answer(meter, new InputHeard(Here), 7);
        Answer(meter, new Gap(Here, "lost before"), 1);
        Answer(meter, new InputEnded(Here), 1);
        meter.Entered();
        meter.Answered(
            new InputHeard(Here), new Gap(Here, "lost here"), Ms(900), TimeSpan.Zero);

        Assert.Equal(7, meter.LastWorkMs);
    }

    private static void Answer(StageMeter meter, Slot slot, double ms)
    {
        meter.Entered();
        meter.Answered(slot, slot, Ms(ms), TimeSpan.Zero);
    }

    private static TimeSpan Ms(double ms) => TimeSpan.FromMilliseconds(ms);

    private sealed record InputHeard(Place Place) : Slot(Place);
}
