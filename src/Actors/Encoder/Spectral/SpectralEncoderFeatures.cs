namespace Antiphon.Encoder;

/// <summary>
/// The linear maps from log bands to features: spectrum, timbre, attack, and pitch classes.
/// </summary>
/// <remarks>
/// Rows of the log bands: 84 semitones and 3 wide bands of the frame, then the 16 coarse bands of
/// the frame and of each of the 4 hops before it. Matrices are row-major, [from, to].
/// </remarks>
internal static class SpectralEncoderFeatures
{
    /// <summary>Hops before the frame that attacks are held against.</summary>
    public const int PastHops = 4;

    /// <summary>Features used as they are: semitones, wide bands, centred coarse bands.</summary>
    public const int Plain = Bands + SpectralEncoderBands.CoarseBands;

    /// <summary>Rises of the coarse bands over 1 hop, and over the mean of 2 to 4 hops.</summary>
    public const int Rises = 2 * SpectralEncoderBands.CoarseBands;

    /// <summary>Pitch classes, from A.</summary>
    public const int PitchClasses = 12;

    private const int Bands = SpectralEncoderBands.Semitones + SpectralEncoderBands.WideBands;

    // Words compare features by their size, so these weights say how much each group matters:
    // found by search, for words that travel and still tell pitch and drum. Logs are decimal.
    private const double PerLog10 = 0.4342944819032518;
    private const double SpectrumWeight = 0.3 * PerLog10;
    private const double TimbreWeight = 0.5 * PerLog10;
    private const double RiseWeight = 0.35 * PerLog10;

    // Half-width in semitones of the smoothed spectrum that a partial must stand out from.
    private const int EnvelopeReach = 6;

    // Partials matter most around C4 (band 38 is B4/2 = 494 Hz) and half as much 16 semitones off.
    private const int FoldCentre = 38;
    private const double FoldWidth = 16;

    /// <summary>
    /// Log bands to features, [167, 219]: first <see cref="Plain"/>, then the differences whose
    /// positive part counts: <see cref="Rises"/>, and 84 semitones minus their surroundings.
    /// </summary>
    public static float[,] Analysis()
    {
        var map = new float[Bands + (PastHops + 1) * SpectralEncoderBands.CoarseBands,
            Plain + Rises + SpectralEncoderBands.Semitones];
        for (var band = 0; band < Bands; band++)
        {
            map[band, band] = (float)SpectrumWeight;
        }

        Coarse(map);
        Detail(map, Plain + Rises);
        return map;
    }

    /// <summary>Semitones that stand out to pitch classes, [84, 12].</summary>
    public static float[,] Fold()
    {
        var fold = new float[SpectralEncoderBands.Semitones, PitchClasses];
        for (var band = 0; band < SpectralEncoderBands.Semitones; band++)
        {
            var distance = (band - FoldCentre) / FoldWidth;
            fold[band, band % PitchClasses] = (float)(PerLog10 / (1 + distance * distance));
        }

        return fold;
    }

    private static void Coarse(float[,] map)
    {
        const int count = SpectralEncoderBands.CoarseBands;
        for (var band = 0; band < count; band++)
        {
            for (var other = 0; other < count; other++)
            {
                map[Bands + other, Bands + band] =
                    (float)(TimbreWeight * ((other == band ? 1 : 0) - 1.0 / count));
            }

            var (overOne, overMore) = (Plain + band, Plain + count + band);
            map[Bands + band, overOne] = map[Bands + band, overMore] = (float)RiseWeight;
            map[Bands + count + band, overOne] = (float)-RiseWeight;
            for (var hop = 2; hop <= PastHops; hop++)
            {
                map[Bands + hop * count + band, overMore] = (float)(-RiseWeight / (PastHops - 1));
            }
        }
    }

    private static void Detail(float[,] map, int firstColumn)
    {
        for (var band = 0; band < SpectralEncoderBands.Semitones; band++)
        {
            var first = Math.Max(0, band - EnvelopeReach);
            var last = Math.Min(SpectralEncoderBands.Semitones - 1, band + EnvelopeReach);
            var sum = Enumerable.Range(first, last - first + 1).Sum(other => Near(other - band));
            for (var other = first; other <= last; other++)
            {
                map[other, firstColumn + band] =
                    (float)((other == band ? 1 : 0) - Near(other - band) / sum);
            }
        }
    }

    private static double Near(int semitones) =>
        PortableMath.CosineSquaredFall(Math.Abs(semitones) / (EnvelopeReach + 1.0));
}
