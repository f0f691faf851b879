using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Tests.Hpss;

/// <summary>Generated sounds at 24 kHz, and their way through the separator.</summary>
internal static class Sounds
{
    public const int Segment = FrameGrid.SegmentSamples;

    public static float[] Make(int samples, Func<double, double> atSeconds) =>
        [.. Enumerable.Range(0, samples).Select(n => (float)atSeconds((double)n / SampleRate.Hz))];

    public static double Sine(double hz, double seconds) => Math.Sin(2 * Math.PI * hz * seconds);

    public static float[] Noise(int samples, ulong seed, double amplitude = 0.3)
    {
        var random = new SplitMix64(seed);
        return Make(samples, _ => amplitude * (2 * random.NextDouble() - 1));
    }

    /// <summary>A plucked string: decaying partials, the higher ones faster.</summary>
    public static double Pluck(double hz, double seconds) =>
        seconds < 0 ? 0 : Enumerable.Range(1, 8).Sum(
            h => 0.3 / h * Math.Exp(-seconds * (1 + h)) * Sine(h * hz, seconds));

    /// <summary>Chords, plucks and noise bursts: something for both stems.</summary>
    public static float[] Music(int samples, ulong seed)
    {
        var noise = Noise(samples, seed, 0.4);
        var music = Make(
            samples, t => Pluck(220, t % 0.5) + 0.1 * Sine(330, t) + 0.05 * Sine(415, t));
        for (var n = 0; n < samples; n++)
        {
            music[n] += noise[n] * MathF.Exp(-(n % 7001) / 300f);
        }

        return music;
    }

    public static SegmentCaptured Captured(float[] sound, int segment, int lookAhead)
    {
        var samples = new float[Segment + lookAhead];
        var there = Math.Min(samples.Length, sound.Length - segment * Segment);
        sound.AsSpan(segment * Segment, there).CopyTo(samples);
        var id = new SegmentId(segment);
        return new SegmentCaptured(
            new Place(id, id.Start, FrameGrid.SegmentLength, 0), samples, false);
    }

    public static SegmentSeparated[] Separated(
        float[] sound, HpssOptions? options = null, GateOptions? gate = null,
        int encoderContext = 0)
    {
        options ??= new HpssOptions();
        var separator = new SegmentSeparator(options, gate ?? new GateOptions(), encoderContext);
        return [.. Enumerable.Range(0, sound.Length / Segment).Select(
            n => separator.Separate(Captured(sound, n, options.LookAheadSamples)))];
    }

    public static FrameDescriptors[] Frames(float[] sound) =>
        [.. Separated(sound).SelectMany(segment => segment.Frames)];
}
