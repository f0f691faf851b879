using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>Where the music lies, from where the power of its partials lies.</summary>
public sealed class TuningTrackerTests
{
    private readonly TuningTracker _tuning = new();

    [Theory]
    [InlineData(-40, -1)]
    [InlineData(40, 1)]
    [InlineData(10, 0)]
    public void A_third_of_a_second_is_enough(double cents, int bands)
    {
        Hear(25, cents);
        Assert.True(_tuning.IsSure);
        Assert.Equal(bands, _tuning.Bands);
    }

    [Fact]
    public void A_tuning_that_was_taken_the_wrong_way_is_left()
    {
        Hear(25, 49);
        Assert.Equal(1, _tuning.Bands);
        Hear(3000, -46);
        Assert.Equal(-1, _tuning.Bands);
    }

    [Fact]
    public void On_the_edge_between_two_keys_a_tuning_is_kept()
    {
        Hear(100, 49);
        for (var turn = 0; turn < 20; turn++)
        {
            Hear(200, turn % 2 == 0 ? -49.5 : 49.5);
            Assert.Equal(1, _tuning.Bands);
        }
    }

    private void Hear(int frames, double cents)
    {
        var front = new float[306];
        Array.Fill(front, -1.25f);
        var (lower, share) = ((int)Math.Floor(cents * 0.03), cents * 0.03 % 1);
        share += share < 0 ? 1 : 0;
        for (var band = 90; band < 250; band += 21)
        {
            front[band + lower] = Log(1 - share);
            front[band + lower + 1] = Log(share);
        }

        for (var frame = 0; frame < frames; frame++)
        {
            _tuning.Hear(SemitoneCircle.Of(front, 0));
        }
    }

    private static float Log(double power) =>
        (float)Math.Max(-1.25, 1.25 + Math.Log10(power + 1e-9) / 2);
}
