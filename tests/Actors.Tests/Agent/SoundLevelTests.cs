using Antiphon.Agent;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class SoundLevelTests
{
    [Fact]
    public void The_level_has_fallen_by_what_it_was_louder_within_the_last_second()
    {
        var level = new SoundLevel();
        Assert.Equal(0, level.FallenDb);
        Hear(level, -20, 50);
        Hear(level, -35, 2);
        // 30 ms are looked at together: a gap of 20 ms is none.
        Assert.Equal(0, level.FallenDb);
        Hear(level, -35, 1);
        Assert.Equal(15, level.FallenDb);
        Hear(level, -35, SoundLevel.Kept);
        Assert.Equal(0, level.FallenDb);
    }

    private static void Hear(SoundLevel level, double loudnessDb, int times)
    {
        for (var i = 0; i < times; i++)
        {
            level.Hear(loudnessDb);
        }
    }
}
