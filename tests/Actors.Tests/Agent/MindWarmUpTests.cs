using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Agent;

public class MindWarmUpTests
{
    [Fact]
    public void It_goes_all_the_way_to_notes() =>
        Assert.True(MindWarmUp.Play(MemoryGround.Bare) > 0);
}
