using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Time;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_the_longest_for_ever_and_begin_anew_after_a_success()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        List<double> waits = [];
        for (var i = 0; i < 6; i++)
        {
            waits.Add(backoff.Wait.TotalSeconds);
            backoff.Lengthen();
        }

        Assert.Equal([0.5, 1, 2, 3, 3, 3], waits);
        backoff.Reset();
        Assert.Equal(0.5, backoff.Wait.TotalSeconds);
    }
}
