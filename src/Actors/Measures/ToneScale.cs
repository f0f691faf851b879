namespace Antiphon.Measures;

/// <summary>Seven tones of a key: those of a major scale, or of a harmonic minor one.</summary>
/// <param name="Tonic">Pitch class, 0 (C)…11.</param>
internal readonly record struct ToneScale(int Tonic, bool IsMinor)
{
    // A bit a semitone above the tonic.
    private const int Major = 0b1010_1011_0101;
    private const int Minor = 0b1001_1010_1101;

    public static IReadOnlyList<ToneScale> All { get; } =
        [.. Enumerable.Range(0, 24).Select(i => new ToneScale(i % 12, i >= 12))];

    public bool Has(int pitchClass) =>
        ((IsMinor ? Minor : Major) >> ((pitchClass - Tonic + 12) % 12) & 1) == 1;

    /// <summary>Share of weights that belong to it; they are not all 0.</summary>
    /// <param name="weights">Of each pitch class.</param>
    public double Share(IReadOnlyList<double> weights)
    {
        var scale = this;
        return weights.Where((_, pitchClass) => scale.Has(pitchClass)).Sum() / weights.Sum();
    }

    /// <summary>The one to which most belongs; of equals, the one whose triad sounds most.</summary>
    public static ToneScale Best(IReadOnlyList<double> weights) => All
        .OrderByDescending(scale => Math.Round(scale.Share(weights), 2))
        .ThenByDescending(scale => weights[scale.Tonic] + weights[(scale.Tonic + 7) % 12]
            + weights[(scale.Tonic + (scale.IsMinor ? 3 : 4)) % 12])
        .First();
}
