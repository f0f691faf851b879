namespace Antiphon.Hpss;

/// <summary>The numbers of the separation, with librosa's defaults.</summary>
public sealed record HpssParameters
{
    public static HpssParameters Default { get; } = new();

    /// <summary>Samples of one STFT frame; a power of two.</summary>
    public int FftSize { get; init; } = 2048;

    /// <summary>Samples from one STFT frame to the next.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>Frames of the median over time, which keeps what lasts; odd.</summary>
    public int HarmonicKernel { get; init; } = 31;

    /// <summary>Bins of the median over frequency, which keeps what is broad; odd.</summary>
    public int PercussiveKernel { get; init; } = 31;

    /// <summary>Exponent of the soft masks.</summary>
    public double Power { get; init; } = 2;

    /// <summary>By how much the harmonic median must exceed the percussive one, from 1.</summary>
    public double HarmonicMargin { get; init; } = 1;

    /// <summary>Likewise the other way, from 1.</summary>
    public double PercussiveMargin { get; init; } = 1;
}
