using Antiphon.Encoder;
using Xunit;

namespace Antiphon.Tests.Encoder;

public sealed class PortableMathTests
{
    [Fact]
    public void Cosine_and_sine_are_those_of_the_platform()
    {
        for (var turns = -60.0; turns < 60; turns += 0.0137)
        {
            Assert.Equal(Math.Cos(Math.Tau * turns), PortableMath.CosineOfTurns(turns), 1e-12);
            Assert.Equal(Math.Sin(Math.Tau * turns), PortableMath.SineOfTurns(turns), 1e-12);
        }
    }

    [Fact]
    public void Pitch_ratios_are_powers_of_two() =>
        Assert.Equal(Math.Pow(2, 3 + 7 / 12.0), PortableMath.PitchRatio(3, 7), 1e-12);
}
