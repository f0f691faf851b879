using System.Numerics;

namespace Antiphon.Hpss;

/// <summary>The share of each bin that belongs to one of two magnitudes.</summary>
/// <remarks>Source: Fitzgerald, DAFx 2010 (Wiener-like masks).</remarks>
public static class SoftMask
{
    private const float Tiny = 1.17549435e-38f;

    /// <summary>mask = a^p / (a^p + (m·b)^p).</summary>
    /// <param name="wanted">[n] magnitudes a, not negative.</param>
    /// <param name="other">[n] magnitudes b, not negative.</param>
    /// <param name="margin">m, from 1.</param>
    /// <param name="power">p, above 0; infinity gives 1 where a is greater, else 0.</param>
    /// <param name="whereSilent">The mask where both are 0.</param>
    /// <param name="mask">Receives [n] shares in 0…1; may be one of the inputs.</param>
    public static void Apart(
        ReadOnlySpan<float> wanted, ReadOnlySpan<float> other, float margin, float power,
        float whereSilent, Span<float> mask)
    {
        var n = power == 2 ? Squared(wanted, other, margin, whereSilent, mask) : 0;
        for (; n < wanted.Length; n++)
        {
            mask[n] = One(wanted[n], other[n] * margin, power, whereSilent);
        }
    }

    private static int Squared(
        ReadOnlySpan<float> wanted, ReadOnlySpan<float> other, float margin, float whereSilent,
        Span<float> mask)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= wanted.Length; n += Vector<float>.Count)
        {
            var a = new Vector<float>(wanted[n..]);
            var b = new Vector<float>(other[n..]) * margin;
            var greater = Vector.Max(a, b);
            var silent = Vector.LessThan(greater, new Vector<float>(Tiny));
            greater = Vector.ConditionalSelect(silent, Vector<float>.One, greater);
            a /= greater;
            b /= greater;
            a *= a;
            var share = a / (a + b * b);
            Vector.ConditionalSelect(silent, new Vector<float>(whereSilent), share)
                .CopyTo(mask[n..]);
        }

        return n;
    }

    private static float One(float a, float b, float power, float whereSilent)
    {
        if (float.IsPositiveInfinity(power))
        {
            return a > b ? 1 : 0;
        }

        var greater = Math.Max(a, b);
        if (greater < Tiny)
        {
            return whereSilent;
        }

        a = Raised(a / greater, power);
        return a / (a + Raised(b / greater, power));
    }

    // A square must not depend on whether the bin fell into a whole vector.
    private static float Raised(float x, float power) => power == 2 ? x * x : MathF.Pow(x, power);
}
