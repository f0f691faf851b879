namespace Antiphon.Transcription;

/// <summary>
/// Tells a hat from a cymbal by how it rings: above 6.5 kHz a closed hat falls on and on, while a
/// cymbal drops a little and then stays.
/// </summary>
/// <remarks>
/// A network of 8 inputs, 8 hidden units and 2 outputs, taught on 15,000 hits of random music with
/// two sound fonts and with drums that were made of noise and sines; docs/ear.md says how.
/// </remarks>
internal static class RingJudge
{
    /// <summary>Blocks behind a hit that it listens to: 113 ms.</summary>
    public const int BlocksBehind = 17;

    private const int Inputs = 8;

    // From the hit, in milliseconds: before it, at its height, and behind it.
    private const double BlocksPerMillisecond = 0.15;
    private const double PeakFrom = -7;
    private const double PeakTo = 27;

    // The quietest of the last second, in means of four blocks.
    private const int FloorEnd = 6;
    private const int FloorBlocks = 148;
    private const int FloorMean = 4;

    private static readonly double[] From = [-40, 33, 53, 73, 93];
    private static readonly double[] To = [-7, 53, 73, 93, 113];

    private static readonly SmallNet Net = new(
        Inputs,
        [
            -0.008189f, 6.026f, -3.707f, -1.437f, -0.4982f, -0.07156f, -0.006686f, 0.3697f, -1.223f,
            0.009608f, 5.799f, 0.8671f, -4.073f, 0.05557f, 0.2099f, 0.04876f, -0.3693f, -0.9596f,
            -0.4299f, 4.361f, 0.6576f, -3.732f, -0.08199f, -0.02948f, 0.08633f, 0.0259f, -0.0616f,
            -0.303f, 4.429f, 1.915f, -1.74f, -0.1941f, -0.009504f, 0.09042f, -0.03941f, 1.228f,
            -0.01278f, -0.6079f, 4.062f, -2.679f, -2.329f, -0.046f, -0.05888f, -0.02667f, -2.879f,
            -0.316f, -0.5752f, 0.2233f, 0.07401f, 0.2624f, -0.2579f, 0.2385f, 0.06807f, -0.1665f,
            -2.208f, -1.373f, 1.33f, 2.356f, -0.2555f, -0.06332f, 0.04036f, 0.08552f, -0.216f,
            0.4236f, 0.4929f, 0.113f, -0.4688f, -0.5757f, 0.08914f, 0.1078f, 0.5043f, -0.8189f,
        ],
        [
            1.685f, 1.623f, -1.265f, -0.1992f, 0.6687f, 0.9999f, -0.5067f, -2.031f, -1.599f,
            -2.09f, -0.9224f, 3.062f, -1.258f, -1.962f, -1.731f, 1.764f, 1.352f, -0.5221f,
        ]);

    /// <summary>Listens to a hit whose ring has been heard.</summary>
    /// <param name="band">Has heard <see cref="BlocksBehind"/> blocks behind it.</param>
    /// <param name="block">Where it began, in blocks.</param>
    /// <param name="kick">The ear's logit of a kick at the same time.</param>
    /// <param name="snare">The ear's logit of a snare at the same time.</param>
    /// <returns>Logits of a hat and of a cymbal; it may be both, or neither.</returns>
    public static (double Hat, double Cymbal) Judge(
        HighBand band, double block, float kick, float snare)
    {
        var (from, to) = Window(block, PeakFrom, PeakTo);
        var peakDb = Db(band.Most(from, to));
        Span<double> inputs = stackalloc double[Inputs];
        for (var i = 0; i < From.Length; i++)
        {
            (from, to) = Window(block, From[i], To[i]);
            inputs[i] = Below(Db(band.Mean(from, to)), peakDb);
        }

        inputs[From.Length] = Below(Db(Floor(band, block)), peakDb);
        inputs[From.Length + 1] = kick / 3;
        inputs[From.Length + 2] = snare / 3;
        Span<double> logits = stackalloc double[2];
        Net.Run(inputs, logits);
        return (logits[0], logits[1]);
    }

    private static double Floor(HighBand band, double block)
    {
        var end = (long)Math.Round(block) - FloorEnd;
        var floor = double.PositiveInfinity;
        for (var at = Math.Max(0, end - FloorBlocks); at + FloorMean <= end; at += FloorMean)
        {
            floor = Math.Min(floor, band.Mean(at, at + FloorMean));
        }

        return double.IsPositiveInfinity(floor) ? 0 : floor;
    }

    private static (long From, long To) Window(double block, double from, double to)
    {
        var first = Math.Max(0, (long)Math.Round(block + from * BlocksPerMillisecond));
        return (first, Math.Max(
            first + 1, (long)Math.Round(block + to * BlocksPerMillisecond)));
    }

    private static double Db(double power) => 10 * Math.Log10(power + 1e-12);

    // In tens of dB.
    private static double Below(double db, double peakDb) => Math.Clamp(db - peakDb, -50, 10) / 10;
}
