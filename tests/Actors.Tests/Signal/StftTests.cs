using Antiphon.Signal;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Signal;

public class StftTests
{
    [Fact]
    public void Inverse_reconstructs_every_sample() =>
        (from samples in Gen.Float[-1, 1].Array[1, 9000]
         from hop in Gen.OneOfConst(512, 400, 256)
         select (samples, hop)).Sample(
            t =>
            {
                var stft = new Stft(2048, t.hop);
                var (re, im) = (new float[stft.Bins], new float[stft.Bins]);
                var (sum, windows) = (new float[t.samples.Length], new float[t.samples.Length]);
                for (var f = 0; f < stft.FrameCount(t.samples.Length); f++)
                {
                    stft.Forward(t.samples, f, re, im);
                    stft.OverlapAdd(re, im, f, 0, sum, windows);
                }

                Stft.Normalise(sum, windows);
                return t.samples.Zip(sum).All(pair => Math.Abs(pair.First - pair.Second) < 3e-6);
            },
            iter: 50);

    [Theory]
    [InlineData(0, -1, 2)]
    [InlineData(-1023, -3, 0)]
    [InlineData(512, 0, 3)]
    [InlineData(8400, 15, 18)]
    public void Frames_over_a_sample_are_those_that_hold_it(int sample, int first, int last)
    {
        var stft = new Stft(2048, 512);
        Assert.Equal(first, stft.FirstFrameOver(sample));
        Assert.Equal(last, stft.LastFrameOver(sample));
        Assert.InRange(sample, first * 512 - 1024, first * 512 + 1023);
        Assert.True(sample >= (first - 1) * 512 + 1024 && sample < (last + 1) * 512 - 1024);
    }

    [Fact]
    public void Window_is_periodic_Hann()
    {
        Assert.Equal([0, 0.5f, 1, 0.5f], HannWindow.Periodic(4));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.1, -20)]
    [InlineData(0, -120)]
    [InlineData(1e-9, -120)]
    public void Amplitudes_become_decibels(double amplitude, double db)
    {
        Assert.Equal(db, Decibels.FromAmplitude(amplitude), 1e-4);
        Assert.Equal(db, Decibels.FromPower(amplitude * amplitude), 1e-4);
        Assert.Equal(amplitude, Decibels.ToAmplitude(db), 1.01e-6);
        Assert.Equal(amplitude * amplitude, Decibels.ToPower(db), 1.01e-6);
    }
}
