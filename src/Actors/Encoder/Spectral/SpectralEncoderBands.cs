using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// What the spectral encoder listens for: five octaves of long constant-Q kernels from 55 Hz, one
/// bank of short kernels over the whole range, and how their powers are pooled into bands.
/// </summary>
/// <remarks>Matrices are row-major, [from, to]; only portable arithmetic (PortableMath).</remarks>
internal static class SpectralEncoderBands
{
    /// <summary>Octaves heard with constant-Q kernels: 55 to 1,760 Hz.</summary>
    public const int LongOctaves = 5;

    /// <summary>
    /// Semitone bands, 55 to 6,645 Hz; those above 1,760 Hz are pooled short kernels.
    /// </summary>
    public const int Semitones = 84;

    /// <summary>Wide bands above the semitones.</summary>
    public const int WideBands = 3;

    /// <summary>Coarse bands with a short window, for attack and timbre.</summary>
    public const int CoarseBands = 16;

    /// <summary>Short kernels.</summary>
    public const int ShortKernels = 124;

    /// <summary>
    /// Length of the short kernels' matrix in hops; the window itself has 520 samples.
    /// </summary>
    public const int ShortHops = 2;

    /// <summary>Length of the longest kernels in hops.</summary>
    public const int LongestHops = 23;

    private const double LowestHz = 55;
    private const double ShortSpacingHz = 95;
    private const double ShortTail = 320;

    // A tail of 1.5 / bandwidth holds a semitone's neighbour about 12 dB down.
    private const double TailTimesBandwidth = 1.5;

    // Music falls by about 3 dB an octave or more; powers are weighted by frequency over this, so
    // that cymbals and breath stand beside the bass. Below the limit the weight no longer falls.
    private const double TiltHz = 440;
    private const double TiltLimitHz = 55;

    /// <summary>Edges of the coarse bands, Hz, even steps in mel.</summary>
    private static readonly double[] CoarseEdgesHz =
    [
        30, 162, 317, 500, 716, 971, 1272, 1628, 2047, 2542, 3126, 3815, 4629, 5589, 6722, 8059,
        9638, 11500,
    ];

    private static readonly double[] WideEdgesHz = [6900, 7700, 8900, 10400, 11600];

    /// <summary>Length in hops of each octave's kernels.</summary>
    public static int HopsOf(int octave)
    {
        var needed = Tails(octave).Max() + SpectralEncoderKernels.RiseSamples;
        return (int)Math.Ceiling(needed / FrameGrid.HopSamples);
    }

    /// <summary>Kernels of one octave, [hops · 320, 24].</summary>
    public static float[] LongKernels(int octave) => SpectralEncoderKernels.Matrix(
        HopsOf(octave), Frequencies(octave), Tails(octave));

    /// <summary>The short kernels, [640, 248].</summary>
    public static float[] ShortKernelMatrix() => SpectralEncoderKernels.Matrix(
        ShortHops,
        [.. Enumerable.Range(0, ShortKernels).Select(kernel => kernel * ShortSpacingHz)],
        [.. Enumerable.Repeat(ShortTail, ShortKernels)]);

    /// <summary>Squares of all kernels (long, then short) to bands, [120 + 248, 87].</summary>
    public static float[,] BandPooling()
    {
        var pooling = new float[24 * LongOctaves + 2 * ShortKernels, Semitones + WideBands];
        for (var band = 0; band < 12 * LongOctaves; band++)
        {
            var first = band / 12 * 24 + band % 12;
            pooling[first, band] = pooling[first + 12, band] = (float)Tilt(FrequencyOf(band));
        }

        for (var band = 12 * LongOctaves; band < Semitones; band++)
        {
            var centre = FrequencyOf(band);
            var half = Math.Max(centre * (PortableMath.Semitone - 1), ShortSpacingHz);
            Pool(pooling, 24 * LongOctaves, band, centre - half, centre, centre + half);
        }

        for (var wide = 0; wide < WideBands; wide++)
        {
            Pool(pooling, 24 * LongOctaves, Semitones + wide,
                WideEdgesHz[wide], WideEdgesHz[wide + 1], WideEdgesHz[wide + 2]);
        }

        return pooling;
    }

    /// <summary>Squares of the short kernels to coarse bands, [248, 16].</summary>
    public static float[,] CoarsePooling()
    {
        var pooling = new float[2 * ShortKernels, CoarseBands];
        for (var band = 0; band < CoarseBands; band++)
        {
            var centre = CoarseEdgesHz[band + 1];
            Pool(pooling, 0, band,
                Math.Min(CoarseEdgesHz[band], centre - ShortSpacingHz), centre,
                Math.Max(CoarseEdgesHz[band + 2], centre + ShortSpacingHz));
        }

        return pooling;
    }

    /// <summary>Centre of a semitone band in Hz; band 0 is A1.</summary>
    public static double FrequencyOf(int band) =>
        LowestHz * PortableMath.PitchRatio(band / 12, band % 12);

    private static double[] Frequencies(int octave) =>
        [.. Enumerable.Range(12 * octave, 12).Select(FrequencyOf)];

    private static double[] Tails(int octave)
    {
        var longest = LongestHops * FrameGrid.HopSamples - SpectralEncoderKernels.RiseSamples;
        return [.. Frequencies(octave).Select(hz => Math.Clamp(
            TailTimesBandwidth * SampleRate.Hz / (hz * (PortableMath.Semitone - 1)),
            ShortTail, longest))];
    }

    private static double Tilt(double hz) => Math.Max(hz, TiltLimitHz) / TiltHz;

    private static void Pool(
        float[,] pooling, int firstRow, int band, double lowHz, double centreHz, double highHz)
    {
        for (var kernel = 0; kernel < ShortKernels; kernel++)
        {
            var hz = kernel * ShortSpacingHz;
            var weight = (float)(Tilt(hz) * Math.Max(0, Math.Min(
                (hz - lowHz) / (centreHz - lowHz), (highHz - hz) / (highHz - centreHz))));
            pooling[firstRow + kernel, band] = weight;
            pooling[firstRow + ShortKernels + kernel, band] = weight;
        }
    }
}
