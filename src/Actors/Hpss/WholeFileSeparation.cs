namespace Antiphon.Hpss;

/// <summary>A whole signal, separated.</summary>
/// <param name="Harmonic">[samples].</param>
/// <param name="Percussive">[samples].</param>
/// <param name="Frames">STFT frames.</param>
/// <param name="Bins">Bins per STFT frame.</param>
/// <param name="HarmonicMask">[frames, bins] shares in 0…1.</param>
/// <param name="PercussiveMask">[frames, bins] shares in 0…1.</param>
public sealed record WholeFileSeparation(
    ReadOnlyMemory<float> Harmonic,
    ReadOnlyMemory<float> Percussive,
    int Frames,
    int Bins,
    ReadOnlyMemory<float> HarmonicMask,
    ReadOnlyMemory<float> PercussiveMask);
