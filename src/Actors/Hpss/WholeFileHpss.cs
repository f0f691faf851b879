namespace Antiphon.Hpss;

/// <summary>Separates a whole signal at once, equal to librosa's <c>effects.hpss</c>.</summary>
/// <remarks>
/// Source: Fitzgerald, DAFx 2010; Driedger, Müller, Disch, ISMIR 2014.
/// Deviates: when the masks sum to 1, the percussive stem is what the harmonic one leaves of the
/// signal, which differs from a second inverse by rounding only.
/// Needs about 1 MB of memory a second of sound. Not thread-safe.
/// </remarks>
/// <param name="parameters">What defines the separation.</param>
public sealed class WholeFileHpss(HpssParameters parameters)
{
    /// <summary>Separates.</summary>
    /// <param name="signal">[samples] finite values.</param>
    /// <returns>Both stems, and both masks.</returns>
    public WholeFileSeparation Separate(ReadOnlySpan<float> signal)
    {
        var analysis = new HpssAnalysis(parameters, signal.Length);
        var (harmonic, percussive) = (new float[signal.Length], new float[signal.Length]);
        analysis.Separate(signal, 0, harmonic, percussive);
        var frames = signal.IsEmpty ? 0 : analysis.FrameCount(signal.Length);
        var bins = analysis.Bins;
        var (harmonicMask, percussiveMask) = (new float[frames * bins], new float[frames * bins]);
        for (var f = 0; f < frames; f++)
        {
            analysis.HarmonicMask(f).CopyTo(harmonicMask.AsSpan(f * bins));
            analysis.PercussiveMask(f).CopyTo(percussiveMask.AsSpan(f * bins));
        }

        return new WholeFileSeparation(
            harmonic, percussive, bins, harmonicMask, percussiveMask);
    }
}

/// <summary>A whole signal, separated.</summary>
/// <param name="Harmonic">[samples].</param>
/// <param name="Percussive">[samples].</param>
/// <param name="Bins">Bins per STFT frame.</param>
/// <param name="HarmonicMask">[frames, bins] shares in 0…1.</param>
/// <param name="PercussiveMask">[frames, bins] shares in 0…1.</param>
public sealed record WholeFileSeparation(
    ReadOnlyMemory<float> Harmonic,
    ReadOnlyMemory<float> Percussive,
    int Bins,
    ReadOnlyMemory<float> HarmonicMask,
    ReadOnlyMemory<float> PercussiveMask);
