using System.Runtime.InteropServices;
using Xunit;
using static Antiphon.Tests.Signal.ResamplerTestSound;

namespace Antiphon.Tests.Signal;

/// <summary>
/// Against libsoxr 0.1.3 at SOXR_HQ: one second of a sweep from 50 Hz to 10 kHz, taken to 24 kHz
/// (ReferenceData/resample; the input is a formula). Both are low-passed by a brick wall at
/// 10.5 kHz; SNR at least 75 dB. A sweep to 20 kHz leaves, after it has passed 13.2 kHz, at most
/// −80 dB of the input.
/// </summary>
public class PolyphaseResamplerTests_Soxr
{
    [Theory]
    [InlineData(44_100, 85.0)]
    [InlineData(48_000, 110.0)]
    public void Equals_soxr_in_the_pass_band(int rateHz, double leastSnrDb)
    {
        var reference = Reference($"chirp_50_10k_{rateHz}_to24k_soxr_hq.f32");

        var ours = Resample(Chirp(rateHz, 10_000.0), rateHz);

        Assert.Equal(reference.Length, ours.Length);
        var error = reference.Zip(ours, (a, b) => a - (double)b).ToArray();
        var signal = reference.Select(x => (double)x).ToArray();
        var snrDb = 10.0 * Math.Log10(EnergyBelow(signal, 10_500) / EnergyBelow(error, 10_500));
        Assert.True(snrDb >= leastSnrDb, $"{snrDb:0.0} dB");
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Lets_no_image_through(int rateHz)
    {
        var chirp = Chirp(rateHz, 20_000.0);

        var ours = Resample(chirp, rateHz);

        var passed = (int)((13_200.0 - 50.0) / (20_000.0 - 50.0) * ours.Length);
        var aliasDb = Db(Rms(ours.AsSpan(passed)) / Rms(chirp));
        Assert.True(aliasDb <= -110.0, $"{aliasDb:0.0} dB");
    }

    private static float[] Reference(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "ReferenceData", "resample", file);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
    }
}
