using Antiphon.Hpss;
using Xunit;

namespace Antiphon.Tests.Hpss;

/// <summary>
/// Separation against librosa 0.11.0's effects.hpss, on a signal made from a formula at 24 kHz.
/// Tolerance: 5e-6 absolute and 100 dB; a wrong edge, padding, power, kernel or hop scores 3 to 33 dB.
/// </summary>
public sealed class HpssTests_Librosa
{
    private const string Oracle = "hpss_synthetic";

    public static TheoryData<string, string, int, int, double, double> Cases => new()
    {
        { "in_5s", "{0}_5s", 31, 31, 1, 1 },
        { "seg_in", "seg_{0}_default", 31, 31, 1, 1 },
        { "seg_in", "seg_{0}_kernel17_31", 17, 31, 1, 1 },
        { "seg_in", "seg_{0}_margin1_5", 31, 31, 1, 5 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Separation_equals_librosa(
        string input, string output, int kernelTime, int kernelFrequency, double harmonicMargin, double percussiveMargin)
    {
        var parameters = new HpssParameters
        {
            HarmonicKernel = kernelTime,
            PercussiveKernel = kernelFrequency,
            HarmonicMargin = harmonicMargin,
            PercussiveMargin = percussiveMargin,
        };
        var (harmonic, percussive) = WholeFileHpss.Separate(
            ReferenceNumbers.Floats(Oracle, input), parameters);

        AssertEqual(output.Replace("{0}", "harm", StringComparison.Ordinal), harmonic);
        AssertEqual(output.Replace("{0}", "perc", StringComparison.Ordinal), percussive);
    }

    private static void AssertEqual(string name, float[] actual)
    {
        var expected = ReferenceNumbers.Floats(Oracle, name);
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(ReferenceNumbers.LargestError(expected, actual), 0, 5e-6);
        Assert.InRange(ReferenceNumbers.SnrDb(expected, actual), 100, double.PositiveInfinity);
    }
}
