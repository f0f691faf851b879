namespace Antiphon.Encoder;

/// <summary>
/// The bands that the ear listens in, 36 an octave from 27.5 Hz: kernels, low-pass filters and
/// the partials of each key, as matrices [from, to].
/// </summary>
/// <remarks>
/// Low bands are heard at 3 kHz, middle ones at 6 kHz, high ones at 24 kHz. Each window ends with
/// its frame's own 400 samples, rises slowly and falls over its last quarter. Source: after Brown,
/// "Calculation of a constant Q spectral transform", JASA 1991; with three window lengths in place
/// of one for each band. Only portable arithmetic (<see cref="PortableMath"/>).
/// </remarks>
internal static class EarBands
{
    /// <summary>Bands: 27.5 Hz to 9.8 kHz.</summary>
    public const int Count = 306;

    /// <summary>Bands heard at 3 kHz: those below 220 Hz.</summary>
    public const int Low = 108;

    /// <summary>Bands heard at 6 kHz: the next, below 880 Hz.</summary>
    public const int Middle = 72;

    /// <summary>Bands heard at the full rate.</summary>
    public const int High = Count - Low - Middle;

    /// <summary>Samples of a decimated window, 16 zeros in front: whole hops.</summary>
    public const int DecimatedWindow = 1024 + Lead;

    /// <summary>Samples of a window of the high bands.</summary>
    public const int HighWindow = 1600;

    /// <summary>Taps of the low-pass filter before 3 kHz.</summary>
    public const int LowTaps = 128;

    /// <summary>Taps of the low-pass filter before 6 kHz.</summary>
    public const int MiddleTaps = 64;

    /// <summary>Outputs of one row of a low-pass filter's matrix.</summary>
    public const int FilterOutputs = 20;

    private const int Lead = 16;
    private const double LowestHz = 27.5;
    private const double FallShare = 0.25;
    private const double KaiserBeta = 7;
    private const int Partials = 6;

    // 2^(1/36) and 2^(2/36).
    private static readonly double[] ThirdsOfSemitone = [1, 1.0194406437021448, 1.0392592260318434];

    // 36 · log2(h), rounded.
    private static readonly int[] BandsAbove = [0, 36, 57, 72, 84, 93];

    /// <summary>Kernels of the bands at 3 kHz, [1040, 216].</summary>
    public static float[,] LowKernels() => Kernels(0, Low, 1024, Lead, 3_000);

    /// <summary>Kernels of the bands at 6 kHz, [1040, 144].</summary>
    public static float[,] MiddleKernels() => Kernels(Low, Middle, 1024, Lead, 6_000);

    /// <summary>Kernels of the bands at 24 kHz, [1600, 252].</summary>
    public static float[,] HighKernels() =>
        Kernels(Low + Middle, High, HighWindow, 0, 24_000);

    /// <summary>Each eighth sample below 1.25 kHz, [320, 20]; the first 40 are not used.</summary>
    public static float[,] ToThreeKilohertz() => LowPass(LowTaps, 0.052, 8);

    /// <summary>Each fourth sample below 2.5 kHz, [160, 20]; the first 20 are not used.</summary>
    public static float[,] ToSixKilohertz() => LowPass(MiddleTaps, 0.105, 4);

    /// <summary>Powers of bands to the powers of keys: six partials, [306, 88].</summary>
    public static float[,] PartialsOfKeys()
    {
        var matrix = new float[Count, EarModel.Keys];
        for (var key = 0; key < EarModel.Keys; key++)
        {
            foreach (var above in BandsAbove)
            {
                // A key out of tune falls beside its band; a sine's power is half its square.
                for (var band = 3 * key + above - 1; band <= 3 * key + above + 1; band++)
                {
                    if (band is >= 0 and < Count)
                    {
                        matrix[band, key] = 0.5f;
                    }
                }
            }
        }

        return matrix;
    }

    /// <summary>Bands to the 34 coarse bands that drums are heard in, [306, 34].</summary>
    public static float[,] CoarseBands()
    {
        var matrix = new float[Count, Count / 9];
        for (var band = 0; band < Count; band++)
        {
            matrix[band, band / 9] = 1f / 9;
        }

        return matrix;
    }

    private static double FrequencyOf(int band) => LowestHz
        * PortableMath.PitchRatio(band / 36, band % 36 / 3) * ThirdsOfSemitone[band % 3];

    private static float[,] Kernels(int first, int bands, int length, int lead, int rateHz)
    {
        var window = Window(length);
        var gain = 2 / window.Sum();
        var matrix = new float[lead + length, 2 * bands];
        for (var band = 0; band < bands; band++)
        {
            var turns = FrequencyOf(first + band) / rateHz;
            for (var i = 0; i < length; i++)
            {
                var weight = gain * window[i];
                matrix[lead + i, band] = (float)(weight * PortableMath.CosineOfTurns(turns * i));
                matrix[lead + i, bands + band] =
                    (float)(weight * PortableMath.SineOfTurns(turns * i));
            }
        }

        return matrix;
    }

    private static double[] Window(int length)
    {
        var fall = (int)(length * FallShare);
        var rise = length - fall;
        return
        [
            .. Enumerable.Range(0, rise)
                .Select(i => 1 - PortableMath.CosineSquaredFall((i + 0.5) / rise)),
            .. Enumerable.Range(0, fall)
                .Select(i => PortableMath.CosineSquaredFall((i + 0.5) / fall)),
        ];
    }

    // A windowed sinc; outputs side by side, as far to the end of the matrix as they go.
    private static float[,] LowPass(int taps, double cut, int step)
    {
        var middle = (taps - 1) / 2.0;
        double[] filter = [.. Enumerable.Range(0, taps).Select(tap =>
        {
            var x = 2 * cut * (tap - middle);
            var fromMiddle = (tap - middle) / middle;
            return PortableMath.SineOfTurns(x / 2) / x
                * Bessel(KaiserBeta * Math.Sqrt(1 - fromMiddle * fromMiddle));
        })];
        var sum = filter.Sum();
        var rows = 2 * step * FilterOutputs;
        var matrix = new float[rows, FilterOutputs];
        for (var output = 0; output < FilterOutputs; output++)
        {
            var first = rows - taps - step * (FilterOutputs - 1 - output);
            for (var tap = 0; tap < taps; tap++)
            {
                matrix[first + tap, output] = (float)(filter[tap] / sum);
            }
        }

        return matrix;
    }

    // The modified Bessel function of order 0, by its series.
    private static double Bessel(double x)
    {
        double term = 1, sum = 1;
        for (var k = 1; k <= 40; k++)
        {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }

        return sum;
    }
}
