using System.Runtime.InteropServices;

namespace Antiphon.Tests;

/// <summary>Reads raw little-endian numbers from <c>ReferenceData</c>.</summary>
internal static class ReferenceNumbers
{
    public static float[] Floats(string oracle, string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(
            Path.Combine(
                AppContext.BaseDirectory, "ReferenceData", oracle, name + ".f32"))).ToArray();

    public static double LargestError(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[i] - actual[i]));
        }

        return largest;
    }

    /// <summary>Signal to noise of a result against its reference, in dB.</summary>
    public static double SnrDb(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var (signal, noise) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = (double)expected[i] - actual[i];
            (signal, noise) = (signal + (double)expected[i] * expected[i], noise + error * error);
        }

        return noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
    }
}
