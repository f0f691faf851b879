namespace Antiphon.Time;

/// <summary>
/// A point on the sample clock, in half-samples at <see cref="SampleRate.Hz"/>: the centre of a
/// frame falls between two samples, and must stay exact.
/// </summary>
/// <param name="HalfSamples">Half-samples since the rig began to hear.</param>
public readonly record struct SampleTime(long HalfSamples) : IComparable<SampleTime>
{
    /// <summary>Half-samples in one second.</summary>
    public const int HalfSamplesPerSecond = 2 * SampleRate.Hz;

    public static SampleTime Zero => default;

    public double Seconds => (double)HalfSamples / HalfSamplesPerSecond;

    /// <summary>The time at which sample number <paramref name="sample"/> begins.</summary>
    public static SampleTime AtSample(long sample) => new(2 * sample);

    /// <summary>The nearest point to a time in seconds.</summary>
    public static SampleTime FromSeconds(double seconds) =>
        new((long)Math.Round(seconds * HalfSamplesPerSecond));

    public double SecondsSince(SampleTime earlier) =>
        (double)(HalfSamples - earlier.HalfSamples) / HalfSamplesPerSecond;

    public SampleTime PlusSeconds(double seconds) =>
        new(HalfSamples + (long)Math.Round(seconds * HalfSamplesPerSecond));

    public int CompareTo(SampleTime other) => HalfSamples.CompareTo(other.HalfSamples);

    public static SampleTime Min(SampleTime a, SampleTime b) => a <= b ? a : b;

    public static SampleTime Max(SampleTime a, SampleTime b) => a >= b ? a : b;

    public static SampleTime operator +(SampleTime t, SampleCount n) =>
        new(t.HalfSamples + 2 * n.Samples);

    public static SampleTime operator -(SampleTime t, SampleCount n) =>
        new(t.HalfSamples - 2 * n.Samples);

    public static bool operator <(SampleTime a, SampleTime b) => a.HalfSamples < b.HalfSamples;

    public static bool operator >(SampleTime a, SampleTime b) => a.HalfSamples > b.HalfSamples;

    public static bool operator <=(SampleTime a, SampleTime b) => a.HalfSamples <= b.HalfSamples;

    public static bool operator >=(SampleTime a, SampleTime b) => a.HalfSamples >= b.HalfSamples;
}

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

/// <summary>
/// The one sample rate inside the rig; other rates exist only in front of the resampler.
/// </summary>
public static class SampleRate
{
    /// <summary>Samples per second of everything behind capture, in Hz.</summary>
    public const int Hz = 24_000;
}
