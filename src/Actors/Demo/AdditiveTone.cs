using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>A sustained tone of harmonic partials: organ, reed, pad.</summary>
/// <param name="Partials">Strength of each partial, the fundamental first.</param>
/// <param name="AttackSeconds">Time of its rise.</param>
/// <param name="ReleaseSeconds">Time of its fall.</param>
/// <param name="VibratoCents">Depth of its vibrato; 0 for none.</param>
/// <param name="VibratoHz">Rate of its vibrato.</param>
public sealed record AdditiveTone(
    IReadOnlyList<double> Partials,
    double AttackSeconds,
    double ReleaseSeconds,
    double VibratoCents = 0,
    double VibratoHz = 5) : Instrument
{
    public override float[] Render(
        double frequencyHz, double lengthSeconds, double velocity, int sampleRateHz,
        SplitMix64 random)
    {
        var samples = new float[(int)((lengthSeconds + ReleaseSeconds) * sampleRateHz)];
        var audible =
            Partials.Take(Math.Max(1, (int)(0.45 * sampleRateHz / frequencyHz))).ToArray();
        var scale = velocity / Math.Max(1e-9, Partials.Sum());
        var phase = random.NextDouble();
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)i / sampleRateHz;
            var bend = VibratoCents / 1200 * Math.Sin(2 * Math.PI * VibratoHz * seconds);
            phase += frequencyHz * Math.Pow(2, bend) / sampleRateHz;
            samples[i] = (float)(scale * Rise(seconds) * Waveform(audible, phase));
        }

        Release(samples, lengthSeconds, sampleRateHz);
        return samples;
    }

    private double Rise(double seconds) =>
        seconds >= AttackSeconds ? 1 : 0.5 - 0.5 * Math.Cos(Math.PI * seconds / AttackSeconds);

    // All partials from one sine and cosine: sin((n+1)x) = 2·cos(x)·sin(nx) − sin((n−1)x).
    private static double Waveform(double[] partials, double phase)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * (phase - Math.Floor(phase)));
        var (before, now, sum) = (0.0, sin, 0.0);
        foreach (var strength in partials)
        {
            sum += strength * now;
            (before, now) = (now, 2 * cos * now - before);
        }

        return sum;
    }
}
