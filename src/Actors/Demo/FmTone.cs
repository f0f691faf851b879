using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>
/// A struck tone by frequency modulation: electric piano, bell.
/// Source: Chowning, "The synthesis of complex audio spectra by means of frequency modulation",
/// 1973.
/// </summary>
/// <param name="Ratio">Modulator to carrier.</param>
/// <param name="Index">Depth of modulation at full velocity.</param>
/// <param name="DecaySeconds">Time in which it fades by 60 dB.</param>
public sealed record FmTone(double Ratio, double Index, double DecaySeconds) : Instrument
{
    private const double AttackSeconds = 0.002;
    private const double ReleaseSeconds = 0.15;

    public override float[] Render(
        double frequencyHz, double lengthSeconds, double velocity, int sampleRateHz,
        SplitMix64 random)
    {
        var samples = new float[(int)((lengthSeconds + ReleaseSeconds) * sampleRateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)i / sampleRateHz;
            var fade = Math.Pow(10, -3 * seconds / DecaySeconds);
            var depth = Index * velocity * Math.Pow(10, -6 * seconds / DecaySeconds);
            var turn = 2 * Math.PI * frequencyHz * seconds;
            var rise = Math.Min(1, seconds / AttackSeconds);
            samples[i] = (float)(
                0.8 * velocity * rise * fade * Math.Sin(turn + depth * Math.Sin(Ratio * turn)));
        }

        Release(samples, lengthSeconds, sampleRateHz);
        return samples;
    }
}
