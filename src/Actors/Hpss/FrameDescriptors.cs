namespace Antiphon.Hpss;

/// <summary>What can be said of one frame without any model, on the frame grid.</summary>
public sealed record FrameDescriptors
{
    /// <summary>Loudness of the unsplit sound, dBFS (RMS; −120 is silence).</summary>
    public required float LoudnessDb { get; init; }

    /// <summary>Loudness of the harmonic stem, dBFS.</summary>
    public required float HarmonicLoudnessDb { get; init; }

    /// <summary>Loudness of the percussive stem, dBFS.</summary>
    public required float PercussiveLoudnessDb { get; init; }

    /// <summary>
    /// Onset strength: mean half-wave-rectified rise of log band energy, dB, from 0.
    /// </summary>
    public required float OnsetStrength { get; init; }

    /// <summary>Fundamental of the harmonic stem in Hz; null where there is no pitch.</summary>
    public required float? F0Hz { get; init; }

    /// <summary>How periodic the harmonic stem is, 0…1.</summary>
    public required float Voicing { get; init; }

    /// <summary>Pitch classes of the harmonic stem.</summary>
    public required Chroma Chroma { get; init; }

    /// <summary>Spectral centroid of the unsplit sound, Hz; 0 in silence.</summary>
    public required float CentroidHz { get; init; }

    /// <summary>False when the harmonic stem is at rest (below the gate).</summary>
    public required bool HarmonicOpen { get; init; }

    /// <summary>False when the percussive stem is at rest (below the gate).</summary>
    public required bool PercussiveOpen { get; init; }
}
