namespace Antiphon.Measures;

/// <summary>Tones of a key: a major scale, or a minor one with both its sevenths.</summary>
/// <param name="Tonic">Pitch class, 0 (C)…11.</param>
internal readonly record struct ToneScale(int Tonic, bool IsMinor)
{
    // A bit a semitone above the tonic.
    private const int Major = 0b1010_1011_0101;
    private const int Minor = 0b1101_1010_1101;
    private const double AsGood = 0.03;
    private const double LeastLeading = 0.02;

    public static IReadOnlyList<ToneScale> All { get; } =
        [.. Enumerable.Range(0, 24).Select(i => new ToneScale(i % 12, i >= 12))];

    public bool Has(int pitchClass) =>
        ((IsMinor ? Minor : Major) >> ((pitchClass - Tonic + 12) % 12) & 1) == 1;

    /// <summary>Share of weights that belong to it; they are not all 0.</summary>
    /// <param name="weights">Of each pitch class.</param>
    public double Share(IReadOnlyList<double> weights)
    {
        double own = 0, all = 0;
        for (var pitchClass = 0; pitchClass < weights.Count; pitchClass++)
        {
            all += weights[pitchClass];
            own += Has(pitchClass) ? weights[pitchClass] : 0;
        }

        return own / all;
    }

    /// <summary>
    /// The one to which most belongs; of those that are as good, the one whose triad sounds most.
    /// </summary>
    /// <remarks>A minor one has a leading tone; else its tones are those of a major one.</remarks>
    /// <param name="weights">Of each pitch class; not all are 0.</param>
    public static ToneScale Best(IReadOnlyList<double> weights)
    {
        var likely = All.Where(scale => !scale.IsMinor
            || weights[(scale.Tonic + 11) % 12] >= LeastLeading * weights.Sum()).ToList();
        var most = likely.Max(scale => scale.Share(weights));
        return likely.Where(scale => scale.Share(weights) >= most - AsGood)
            .MaxBy(scale => weights[scale.Tonic] + weights[(scale.Tonic + 7) % 12]
                + weights[(scale.Tonic + (scale.IsMinor ? 3 : 4)) % 12]);
    }
}
