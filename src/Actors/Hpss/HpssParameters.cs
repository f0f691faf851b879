namespace Antiphon.Hpss;

/// <summary>What defines one harmonic-percussive separation; the defaults are librosa's.</summary>
/// <remarks>
/// Source: Fitzgerald, "Harmonic/Percussive Separation Using Median Filtering", DAFx 2010 (medians
/// and masks); Driedger, Müller, Disch, "Extending Harmonic-Percussive Separation of Audio
/// Signals", ISMIR 2014 (margins).
/// </remarks>
public sealed record HpssParameters
{
    /// <summary>The default of <see cref="HopSamples"/>.</summary>
    public const int DefaultHopSamples = 512;

    /// <summary>What the rig hears with.</summary>
    public static HpssParameters Default { get; } = new();

    /// <summary>Samples per STFT frame: a power of two from 32.</summary>
    public int FftSize { get; init; } = 2048;

    /// <summary>Samples from one STFT frame to the next.</summary>
    public int HopSamples { get; init; } = DefaultHopSamples;

    /// <summary>Frames under the median along time; odd.</summary>
    public int HarmonicKernel { get; init; } = 31;

    /// <summary>Bins under the median along frequency; odd.</summary>
    public int PercussiveKernel { get; init; } = 31;

    /// <summary>Exponent of the masks, above 0; infinity makes them hard.</summary>
    public float Power { get; init; } = 2;

    /// <summary>How many times the percussive part the harmonic must exceed, from 1.</summary>
    public float HarmonicMargin { get; init; } = 1;

    /// <summary>How many times the harmonic part the percussive must exceed, from 1.</summary>
    public float PercussiveMargin { get; init; } = 1;

    /// <summary>True when the two masks sum to 1, so that nothing is left over.</summary>
    public bool Complementary => HarmonicMargin == 1 && PercussiveMargin == 1;

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="ArgumentException">A margin below 1 or a power not above 0.</exception>
    public void Check()
    {
        if (!(HarmonicMargin >= 1) || !(PercussiveMargin >= 1) || !(Power > 0))
        {
            throw new ArgumentException("HPSS margins must be 1 or more and the power above 0.");
        }
    }
}
