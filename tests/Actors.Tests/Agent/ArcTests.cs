using Antiphon.Agent;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public class ArcTests
{
    [Fact]
    public void It_has_the_same_shape_at_any_length() => Gen.Select(
        Gen.Double[0, 1], Gen.Double[1, 10_000]).Sample((share, length) =>
    {
        var intensity = Arc.Intensity(share * length, length);
        Assert.Equal(Arc.Intensity(share, 1), intensity, 9);
        Assert.InRange(intensity, 0, 1);
        Assert.InRange(
            Math.Abs(Arc.Intensity((share + 1e-4) * length, length) - intensity), 0, 1e-3);
    });

    [Fact]
    public void It_rises_to_a_peak_and_sinks_below_its_beginning()
    {
        Assert.True(Arc.Intensity(30, 300) < Arc.Intensity(120, 300));
        Assert.Equal(1, Arc.Intensity(0.65 * 300, 300), 9);
        Assert.True(Arc.Intensity(300, 300) < Arc.Intensity(0, 300));
    }

    [Fact]
    public void It_fades_out_at_its_end_and_nowhere_else()
    {
        Assert.Equal(1, Arc.Fade(289, 300, 10));
        Assert.Equal(0.5, Arc.Fade(295, 300, 10), 9);
        Assert.Equal(0, Arc.Fade(305, 300, 10));
        Assert.Equal(1, Arc.Fade(305, 0, 10));
    }

    [Fact]
    public void Without_an_arc_everything_is_as_it_is() =>
        Assert.Equal(1, Arc.Intensity(50, 0));
}
