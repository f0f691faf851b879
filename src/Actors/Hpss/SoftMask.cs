namespace Antiphon.Hpss;

/// <summary>Wiener-like masks from two medians, as librosa's softmask.</summary>
internal static class SoftMask
{
    private const float Tiny = 1.17549435e-38f;

    /// <summary>How much of each bin belongs to what is wanted, 0…1.</summary>
    /// <param name="wanted">[bins], from 0.</param>
    /// <param name="other">[bins], from 0; weighed by the margin.</param>
    /// <param name="splitSilence">True to give half where both are silent, else nothing.</param>
    /// <param name="mask">Receives [bins].</param>
    public static void Compute(
        ReadOnlySpan<float> wanted,
        ReadOnlySpan<float> other,
        float margin,
        double power,
        bool splitSilence,
        Span<float> mask)
    {
        for (var bin = 0; bin < mask.Length; bin++)
        {
            var reference = other[bin] * margin;
            var larger = MathF.Max(wanted[bin], reference);
            if (larger < Tiny)
            {
                mask[bin] = splitSilence ? 0.5f : 0;
                continue;
            }

            var (a, b) = (Raise(wanted[bin] / larger, power), Raise(reference / larger, power));
            mask[bin] = a / (a + b);
        }
    }

    private static float Raise(float value, double power) =>
        power == 2 ? value * value : (float)Math.Pow(value, power);
}
