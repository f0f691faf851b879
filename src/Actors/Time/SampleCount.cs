namespace Antiphon.Time;

/// <summary>A length in whole samples at <see cref="SampleRate.Hz"/>.</summary>
/// <param name="Samples">Samples; not negative in messages.</param>
public readonly record struct SampleCount(long Samples)
{
    public double Seconds => (double)Samples / SampleRate.Hz;

    /// <summary>The nearest whole number of samples to a length in seconds.</summary>
    public static SampleCount FromSeconds(double seconds) =>
        new((long)Math.Round(seconds * SampleRate.Hz));

    public static SampleCount operator +(SampleCount a, SampleCount b) =>
        new(a.Samples + b.Samples);
}
