namespace Antiphon.Hpss;

/// <summary>Halves the rate of a signal with a short half-band filter, for descriptors only.</summary>
internal static class HalfRate
{
    private const int Reach = 15;
    private static readonly float[] Taps = DesignTaps();

    /// <summary>Every second sample, low-passed; zeros beyond the ends of the signal.</summary>
    /// <param name="start">The sample of the signal that the first result is centred on.</param>
    /// <param name="halved">Receives as many as fit.</param>
    public static void Decimate(ReadOnlySpan<float> signal, int start, Span<float> halved)
    {
        for (var i = 0; i < halved.Length; i++)
        {
            var centre = start + 2 * i;
            var sum = Taps[0] * At(signal, centre);
            for (var tap = 1; tap <= Reach; tap += 2)
            {
                sum += Taps[tap] * (At(signal, centre - tap) + At(signal, centre + tap));
            }

            halved[i] = sum;
        }
    }

    private static float At(ReadOnlySpan<float> signal, int index) =>
        (uint)index < (uint)signal.Length ? signal[index] : 0;

    // A windowed sinc at a quarter of the rate: even taps but the middle one are 0.
    private static float[] DesignTaps()
    {
        var taps = new float[Reach + 1];
        taps[0] = 0.5f;
        for (var tap = 1; tap <= Reach; tap += 2)
        {
            var hann = 0.5 + 0.5 * Math.Cos(Math.PI * tap / (Reach + 1));
            taps[tap] = (float)(hann * Math.Sin(Math.PI * tap / 2) / (Math.PI * tap));
        }

        return taps;
    }
}
