using Antiphon.Hpss;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class WholeFileHpssTests
{
    [Fact]
    public void Stems_sum_to_the_signal_at_margin_1() =>
        (from samples in Gen.Int[1, 20_000]
         from seed in Gen.ULong
         select Sounds.Music(samples, seed)).Sample(
            signal =>
            {
                var separated = new WholeFileHpss(HpssParameters.Default).Separate(signal);
                var (h, p) = (separated.Harmonic.ToArray(), separated.Percussive.ToArray());
                return Enumerable.Range(0, signal.Length)
                    .All(n => Math.Abs(h[n] + p[n] - signal[n]) < 1e-6);
            },
            iter: 15);

    [Fact]
    public void Margins_leave_a_residue_and_masks_stay_shares()
    {
        var margins = new HpssParameters { HarmonicMargin = 2, PercussiveMargin = 3 };
        var separated = new WholeFileHpss(margins).Separate(Sounds.Music(20_000, 1));
        for (var n = 0; n < separated.HarmonicMask.Length; n++)
        {
            var (h, p) = (separated.HarmonicMask.Span[n], separated.PercussiveMask.Span[n]);
            Assert.InRange(h, 0, 1);
            Assert.InRange(p, 0, 1);
            Assert.InRange(h + p, 0, 1.000001f);
        }
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0)]
    public void Silence_is_shared_at_margin_1_and_nobodys_otherwise(float margin, double mask)
    {
        var parameters = new HpssParameters { HarmonicMargin = margin };
        var separated = new WholeFileHpss(parameters).Separate(new float[8400]);
        Assert.All(separated.HarmonicMask.ToArray(), share => Assert.Equal(mask, share));
        Assert.All(separated.PercussiveMask.ToArray(), share => Assert.Equal(mask, share));
        Assert.All(separated.Harmonic.ToArray(), sample => Assert.Equal(0, sample));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(3f)]
    [InlineData(float.PositiveInfinity)]
    public void Other_powers_keep_the_sum(float power)
    {
        var signal = Sounds.Music(9000, 7);
        var separated = new WholeFileHpss(new HpssParameters { Power = power }).Separate(signal);
        for (var n = 0; n < signal.Length; n++)
        {
            var sum = separated.Harmonic.Span[n] + separated.Percussive.Span[n];
            Assert.Equal(signal[n], sum, 1e-6);
        }
    }

    [Fact]
    public void Meaningless_parameters_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => new WholeFileHpss(new HpssParameters { HarmonicMargin = 0.5f }).Separate([1]));
        Assert.Throws<ArgumentException>(
            () => new WholeFileHpss(new HpssParameters { Power = 0 }).Separate([1]));
    }
}
