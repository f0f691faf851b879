using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>
/// A plucked string: noise in a tuned, damped loop.
/// Source: Karplus and Strong, "Digital synthesis of plucked-string and drum timbres", 1983; Jaffe
/// and Smith, "Extensions of the Karplus-Strong plucked-string algorithm", 1983.
/// </summary>
/// <param name="Brightness">0 is dull, 1 is bright.</param>
/// <param name="RingSeconds">Time in which it fades by 60 dB.</param>
public sealed record PluckedString(double Brightness, double RingSeconds) : Instrument
{
    private const double ReleaseSeconds = 0.12;

    public override float[] Render(
        double frequencyHz, double lengthSeconds, double velocity, int sampleRateHz,
        SplitMix64 random)
    {
        // The loop's filter delays by half a sample; the rest is a whole delay and an all-pass.
        var period = sampleRateHz / frequencyHz - 0.5;
        var whole = (int)(period - 0.3);
        var fraction = period - whole;
        var allPass = (1 - fraction) / (1 + fraction);
        var loss = Math.Pow(10, -3 / (frequencyHz * RingSeconds));
        var loop = Pluck(whole, velocity, random);
        var samples = new float[(int)((lengthSeconds + ReleaseSeconds) * sampleRateHz)];
        var (previous, input, output) = (0.0, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var at = i % whole;
            var now = loop[at];
            samples[i] = (float)(velocity * now);
            var smooth = loss * (0.5 * now + 0.5 * previous);
            previous = now;
            output = allPass * smooth + input - allPass * output;
            input = smooth;
            loop[at] = output;
        }

        Release(samples, lengthSeconds, sampleRateHz);
        return samples;
    }

    private double[] Pluck(int length, double velocity, SplitMix64 random)
    {
        var noise = new double[length];
        var last = 0.0;
        var keep = Math.Clamp(1 - Brightness * (0.4 + 0.6 * velocity), 0, 0.95);
        for (var i = 0; i < length; i++)
        {
            last = keep * last + (1 - keep) * (2 * random.NextDouble() - 1);
            noise[i] = last;
        }

        var mean = noise.Average();
        var loudest = Math.Max(1e-9, noise.Max(value => Math.Abs(value - mean)));
        return [.. noise.Select(value => (value - mean) / loudest)];
    }
}
