using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Time;

public class SegmentIdTests
{
    [Fact]
    public void It_prints_itself_and_not_all_that_come_next() =>
        Assert.Equal("segment 7", new SegmentId(6).Next.ToString());
}
