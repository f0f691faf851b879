using Antiphon.Demo;
using Antiphon.Signal;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A string under a hammer: stiff partials, of which the high ones fade first.</summary>
/// <remarks>
/// Source: Fletcher, Blackham and Stratton, "Quality of piano tones", 1962, for the stiffness.
/// </remarks>
/// <param name="RingSeconds">Time in which the fundamental of middle C fades by 60 dB.</param>
internal sealed record StruckString(double RingSeconds) : Instrument
{
    private const int MostPartials = 14;
    private const double Stiffness = 0.0004;
    private const double ReleaseSeconds = 0.1;
    private const double HammerSeconds = 0.003;
    private const double MiddleCHz = 261.6;

    public override float[] Render(
        double frequencyHz, double lengthSeconds, double velocity, int sampleRateHz,
        SplitMix64 random)
    {
        var samples = new float[(int)((lengthSeconds + ReleaseSeconds) * sampleRateHz)];
        for (var partial = 1; partial <= MostPartials; partial++)
        {
            var hz = partial * frequencyHz * Math.Sqrt(1 + Stiffness * partial * partial);
            if (hz < 0.45 * sampleRateHz)
            {
                Add(samples, partial, hz, velocity, sampleRateHz, random.NextDouble());
            }
        }

        for (var i = 0; i < Math.Min(samples.Length, (int)(HammerSeconds * sampleRateHz)); i++)
        {
            samples[i] *= (float)(i / (HammerSeconds * sampleRateHz));
        }

        Release(samples, lengthSeconds, sampleRateHz);
        return samples;
    }

    // A softer blow excites fewer high partials.
    private void Add(
        float[] samples, int partial, double hz, double velocity, int rateHz, double phase)
    {
        var strength = 0.5 * velocity * Math.Pow(partial, -0.8 - 0.9 * (1 - velocity));
        var ring = RingSeconds * Math.Sqrt(MiddleCHz / hz) / (1 + 0.25 * (partial - 1));
        var fade = Math.Pow(10, -3 / (ring * rateHz));
        var (sin, cos) = Math.SinCos(2 * Math.PI * phase);
        var (turnSin, turnCos) = Math.SinCos(2 * Math.PI * hz / rateHz);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += (float)(strength * sin);
            strength *= fade;
            (sin, cos) = (sin * turnCos + cos * turnSin, cos * turnCos - sin * turnSin);
        }
    }
}
