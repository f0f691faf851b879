using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Signal;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(512)]
    public void Forward_equals_the_definition(int size)
    {
        var samples = Noise(size);
        var fft = new RealFft(size);
        var (re, im) = (new float[fft.Bins], new float[fft.Bins]);
        fft.Forward(samples, re, im);

        for (var bin = 0; bin < fft.Bins; bin++)
        {
            var (sumRe, sumIm) = (0.0, 0.0);
            for (var n = 0; n < size; n++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * bin * n / size);
                (sumRe, sumIm) = (sumRe + samples[n] * cos, sumIm - samples[n] * sin);
            }

            Assert.Equal(sumRe, re[bin], 1e-4);
            Assert.Equal(sumIm, im[bin], 1e-4);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(256)]
    [InlineData(2048)]
    public void Inverse_undoes_forward(int size)
    {
        var samples = Noise(size);
        var fft = new RealFft(size);
        var (re, im, back) = (new float[fft.Bins], new float[fft.Bins], new float[size]);
        fft.Forward(samples, re, im);
        fft.Inverse(re, im, back);

        Assert.InRange(ReferenceNumbers.LargestError(samples, back), 0, 2e-6);
    }

    [Fact]
    public void Stft_reconstructs_perfectly()
    {
        var signal = Noise(10_000);
        var stft = new Stft(2048, 512);
        var (re, im) = (new float[stft.Bins], new float[stft.Bins]);
        var (back, window) = (new float[signal.Length], new float[signal.Length]);
        for (var frame = 0; frame < stft.FramesOf(signal.Length); frame++)
        {
            stft.Forward(signal, frame, re, im);
            stft.AddInverse(re, im, frame, back, signalStart: 0);
            stft.AddWindow(frame, window, signalStart: 0);
        }

        for (var i = 0; i < back.Length; i++)
        {
            Assert.Equal(signal[i], back[i] / window[i], 2e-6f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(48)]
    public void Other_sizes_are_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(size));

    private static float[] Noise(int length)
    {
        var random = new SplitMix64(7);
        var samples = new float[length];
        for (var i = 0; i < length; i++)
        {
            samples[i] = (float)(2 * random.NextDouble() - 1);
        }

        return samples;
    }
}
