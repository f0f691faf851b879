namespace Antiphon.Signal;

/// <summary>The periodic Hann window: one raised cosine, without its repeated end.</summary>
/// <remarks>Source: Harris, "Use of Windows for Harmonic Analysis", Proc. IEEE 1978.</remarks>
public static class HannWindow
{
    /// <summary>Makes a window.</summary>
    /// <param name="length">Samples, from 1.</param>
    /// <returns>[length] weights in 0…1.</returns>
    public static float[] Periodic(int length) =>
        Array.ConvertAll(PeriodicExact(length), weight => (float)weight);

    /// <summary>The same in double.</summary>
    /// <param name="length">Samples, from 1.</param>
    /// <returns>[length] weights in 0…1.</returns>
    public static double[] PeriodicExact(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var window = new double[length];
        for (var n = 0; n < length; n++)
        {
            window[n] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / length);
        }

        return window;
    }
}
