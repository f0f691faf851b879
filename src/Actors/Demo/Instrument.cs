using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>Something that plays notes of a pitch.</summary>
public abstract record Instrument
{
    /// <summary>Renders one note from its very start.</summary>
    /// <param name="frequencyHz">Its pitch.</param>
    /// <param name="lengthSeconds">How long it is held; it may ring on.</param>
    /// <param name="velocity">How hard it is struck, 0…1.</param>
    /// <param name="random">Noise, where the instrument needs some.</param>
    /// <returns>Samples in about −1…1.</returns>
    public abstract float[] Render(
        double frequencyHz, double lengthSeconds, double velocity, int sampleRateHz,
        SplitMix64 random);

    /// <summary>Fades the end of a note, so that it does not click.</summary>
    protected static void Release(float[] samples, double holdSeconds, int sampleRateHz)
    {
        var from = Math.Min(samples.Length, (int)(holdSeconds * sampleRateHz));
        var fade = samples.Length - from;
        for (var i = from; i < samples.Length; i++)
        {
            samples[i] *= 0.5f + 0.5f * MathF.Cos(MathF.PI * (i - from) / fade);
        }
    }
}
