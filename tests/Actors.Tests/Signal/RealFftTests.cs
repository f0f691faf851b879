using Antiphon.Signal;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Signal;

public class RealFftTests
{
    private static readonly Gen<float[]> Signals =
        from bits in Gen.Int[5, 12]
        from samples in Gen.Float[-1, 1].Array[1 << bits]
        select samples;

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Forward_equals_the_naive_dft(int size)
    {
        var random = new SplitMix64((ulong)size);
        var signal = Enumerable.Range(0, size)
            .Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        var fft = new RealFft(size);
        var (re, im) = (new float[fft.Bins], new float[fft.Bins]);
        fft.Forward(signal, re, im);
        for (var k = 0; k < fft.Bins; k++)
        {
            var (x, y) = (0.0, 0.0);
            for (var n = 0; n < size; n++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * ((long)k * n % size) / size);
                (x, y) = (x + signal[n] * cos, y + signal[n] * sin);
            }

            Assert.Equal(x, re[k], 1e-5);
            Assert.Equal(y, im[k], 1e-5);
        }
    }

    [Fact]
    public void Inverse_undoes_forward() =>
        Signals.Sample(
            signal =>
            {
                var fft = new RealFft(signal.Length);
                var (re, im) = (new float[fft.Bins], new float[fft.Bins]);
                var back = new float[signal.Length];
                fft.Forward(signal, re, im);
                fft.Inverse(re, im, back);
                return signal.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) < 2e-6);
            },
            iter: 100);

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(2047)]
    public void Other_sizes_are_refused(int size) =>
        Assert.ThrowsAny<ArgumentException>(() => new RealFft(size));

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        var fft = new RealFft(64);
        var (enough, few) = (new float[33], new float[32]);
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[63], enough, enough));
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[64], few, enough));
    }
}
