using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>Renders scores: the same score and seed give the same samples.</summary>
public static class StudioMixer
{
    /// <param name="peakDb">Level of the loudest sample, dBFS.</param>
    /// <param name="noiseDb">Level of steady background noise, dBFS; null for none.</param>
    /// <returns>[samples], mono.</returns>
    public static float[] Render(
        Score score, int sampleRateHz, ulong seed, double peakDb = -3, double? noiseDb = null)
    {
        var mix = new float[(int)(score.LengthSeconds * sampleRateHz)];
        var random = new SplitMix64(seed);
        foreach (var note in score.Notes)
        {
            Add(mix, note.StartSeconds, sampleRateHz, note.Instrument.Render(
                note.FrequencyHz, note.LengthSeconds, note.Velocity, sampleRateHz, random));
        }

        foreach (var hit in score.Drums)
        {
            Add(mix, hit.StartSeconds, sampleRateHz,
                hit.Kit.Render(hit.Kind, hit.Velocity, sampleRateHz, random));
        }

        Normalise(mix, Decibels.ToAmplitude(peakDb));
        AddNoise(mix, noiseDb, random);
        return mix;
    }

    private static void Add(float[] mix, double startSeconds, int sampleRateHz, float[] sound)
    {
        var start = (int)(startSeconds * sampleRateHz);
        for (var i = 0; i < sound.Length && start + i < mix.Length; i++)
        {
            mix[start + i] += sound[i];
        }
    }

    private static void Normalise(float[] mix, double peak)
    {
        var loudest = mix.Max(Math.Abs);
        var gain = loudest > 0 ? (float)(peak / loudest) : 0;
        for (var i = 0; i < mix.Length; i++)
        {
            mix[i] *= gain;
        }
    }

    private static void AddNoise(float[] mix, double? noiseDb, SplitMix64 random)
    {
        if (noiseDb is not { } level)
        {
            return;
        }

        // Uniform noise of amplitude a has an RMS of a / √3.
        var amplitude = (float)(Decibels.ToAmplitude(level) * Math.Sqrt(3));
        for (var i = 0; i < mix.Length; i++)
        {
            mix[i] += amplitude * (float)(2 * random.NextDouble() - 1);
        }
    }
}
