namespace Antiphon.Hpss;

/// <summary>Separation of a whole signal at once, as librosa.effects.hpss does it.</summary>
public static class WholeFileHpss
{
    /// <summary>Splits [samples] into two stems of the same length.</summary>
    public static (float[] Harmonic, float[] Percussive) Separate(
        ReadOnlySpan<float> signal, HpssParameters parameters)
    {
        var (harmonic, percussive) = (new float[signal.Length], new float[signal.Length]);
        new SliceSeparator(parameters).Separate(signal, 0, harmonic, percussive);
        return (harmonic, percussive);
    }
}
