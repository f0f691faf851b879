using System.Runtime.InteropServices;
using Antiphon.Hpss;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Hpss;

/// <summary>
/// Parity with librosa 0.11.0 on a formula-made signal at 24 kHz (ReferenceData/hpss_synthetic):
/// audio within 5e-6 and 100 dB SNR, masks within 1e-5, STFT within 1e-4.
/// </summary>
public class HpssTests_Librosa
{
    private static readonly HpssParameters Margins = new() { PercussiveMargin = 5 };
    private static readonly HpssParameters Kernels = new() { HarmonicKernel = 17 };

    [Fact]
    public void Whole_file() => AssertStems(HpssParameters.Default, "in_5s", "harm_5s", "perc_5s");

    [Fact]
    public void Isolated_segment() =>
        AssertStems(HpssParameters.Default, "seg_in", "seg_harm_default", "seg_perc_default");

    [Fact]
    public void Isolated_segment_with_margins() =>
        AssertStems(Margins, "seg_in", "seg_harm_margin1_5", "seg_perc_margin1_5");

    [Fact]
    public void Isolated_segment_with_kernels() =>
        AssertStems(Kernels, "seg_in", "seg_harm_kernel17_31", "seg_perc_kernel17_31");

    [Fact]
    public void Masks()
    {
        var separated = new WholeFileHpss(HpssParameters.Default).Separate(Read("seg_in"));
        var bins = separated.Bins;
        AssertTransposed(Read("seg_mask_harm"), separated.HarmonicMask.Span, bins, 1e-5);
        AssertTransposed(Read("seg_mask_perc"), separated.PercussiveMask.Span, bins, 1e-5);
    }

    [Fact]
    public void Spectrum()
    {
        var signal = Read("seg_in");
        var stft = new Stft(2048, 512);
        var frames = stft.FrameCount(signal.Length);
        var (re, im) = (new float[frames * stft.Bins], new float[frames * stft.Bins]);
        for (var f = 0; f < frames; f++)
        {
            var at = f * stft.Bins;
            stft.Forward(signal, f, re.AsSpan(at, stft.Bins), im.AsSpan(at, stft.Bins));
        }

        AssertTransposed(Read("seg_stft_re"), re, stft.Bins, 1e-4);
        AssertTransposed(Read("seg_stft_im"), im, stft.Bins, 1e-4);
    }

    private static void AssertStems(
        HpssParameters parameters, string input, string harmonic, string percussive)
    {
        var separated = new WholeFileHpss(parameters).Separate(Read(input));
        AssertAudio(Read(harmonic), separated.Harmonic.Span);
        AssertAudio(Read(percussive), separated.Percussive.Span);
    }

    private static void AssertAudio(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (worst, power, error) = (0.0, 0.0, 0.0);
        for (var n = 0; n < expected.Length; n++)
        {
            var difference = (double)actual[n] - expected[n];
            worst = Math.Max(worst, Math.Abs(difference));
            power += (double)expected[n] * expected[n];
            error += difference * difference;
        }

        Assert.InRange(worst, 0, 5e-6);
        Assert.InRange(10 * Math.Log10(power / error), 100, double.PositiveInfinity);
    }

    /// <summary>The reference is [bins, frames], ours [frames, bins].</summary>
    private static void AssertTransposed(
        float[] expected, ReadOnlySpan<float> actual, int bins, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var frames = expected.Length / bins;
        for (var n = 0; n < actual.Length; n++)
        {
            Assert.Equal(expected[n % bins * frames + n / bins], actual[n], tolerance);
        }
    }

    private static float[] Read(string name)
    {
        var path = Path.Combine(
            AppContext.BaseDirectory, "ReferenceData", "hpss_synthetic", name + ".f32");
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
    }
}
