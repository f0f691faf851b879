using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// Windows and complex kernels of the spectral encoder. Each window is causal: it ends with the
/// frame's own 400 samples, peaks at the frame's centre and falls slowly into the past, as an
/// ear's filter does, so that every frame of a segment hears as far back as any other.
/// Source: after Brown, "Calculation of a constant Q spectral transform", JASA 1991.
/// Deviates: the windows are asymmetric, and at most 0.3 s long, so the lowest octave and a half
/// is heard less sharply than a semitone.
/// </summary>
internal static class SpectralEncoderKernels
{
    /// <summary>Samples from a window's peak to its end: half of the frame's own 400.</summary>
    public static int RiseSamples => FrameGrid.ReceptiveFieldSamples / 2;

    /// <summary>The window at one moment, 0…1.</summary>
    /// <param name="offset">Samples after the frame's centre; negative is the past.</param>
    /// <param name="tailSamples">How far the window reaches into the past.</param>
    public static double Window(double offset, double tailSamples)
    {
        var x = offset < 0 ? -offset / tailSamples : offset / RiseSamples;
        return x < 1 ? PortableMath.CosineSquaredFall(x) : 0;
    }

    /// <summary>
    /// Kernels side by side, [hops · 320, 2 · frequencies]: all cosines, then all sines. A steady
    /// tone of amplitude A at a kernel's frequency gives the magnitude A/2.
    /// </summary>
    /// <param name="hops">Length of the matrix in hops; it ends where the frame ends.</param>
    /// <param name="frequenciesHz">One per kernel.</param>
    /// <param name="tailSamples">One per kernel; with the rise at most hops · 320 samples.</param>
    public static float[] Matrix(int hops, double[] frequenciesHz, double[] tailSamples)
    {
        var length = hops * FrameGrid.HopSamples;
        var kernels = frequenciesHz.Length;
        var matrix = new float[length * 2 * kernels];
        for (var kernel = 0; kernel < kernels; kernel++)
        {
            var gain = 1 / Enumerable.Range(0, length)
                .Sum(i => Window(Offset(i, length), tailSamples[kernel]));
            for (var i = 0; i < length; i++)
            {
                var offset = Offset(i, length);
                var weight = gain * Window(offset, tailSamples[kernel]);
                var turns = frequenciesHz[kernel] / SampleRate.Hz * offset;
                matrix[i * 2 * kernels + kernel] =
                    (float)(weight * PortableMath.CosineOfTurns(turns));
                matrix[i * 2 * kernels + kernels + kernel] =
                    (float)(weight * PortableMath.SineOfTurns(turns));
            }
        }

        return matrix;
    }

    /// <summary>
    /// Samples from the frame's centre to sample <paramref name="i"/> of a window.
    /// </summary>
    public static double Offset(int i, int length) => i - (length - RiseSamples - 0.5);
}
