using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>A drum kit: tuned bodies that fall in pitch, noise, and hard attacks.</summary>
/// <param name="Tuning">Factor on all pitches.</param>
/// <param name="Damping">Factor on all decays: below 1 is dry.</param>
/// <param name="Brightness">How much of the noise is high, 0…1.</param>
public sealed record DrumKit(double Tuning, double Damping, double Brightness)
{
    /// <summary>Renders one stroke.</summary>
    /// <param name="velocity">0…1.</param>
    public float[] Render(DrumKind kind, double velocity, int sampleRateHz, SplitMix64 random)
    {
        var sound = SoundOf(kind);
        var samples = new float[(int)(sound.Seconds * Math.Max(0.3, Damping) * sampleRateHz)];
        var (low, band) = (0.0, 0.0);
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)i / sampleRateHz;
            var pitchHz =
                Tuning * (sound.EndHz + (sound.StartHz - sound.EndHz) * Math.Exp(-seconds * 35));
            phase += pitchHz / sampleRateHz;
            var body =
                sound.Body * Math.Sin(2 * Math.PI * phase) * Fade(seconds, sound.BodySeconds);
            var noise = 2 * random.NextDouble() - 1;
            low += sound.NoiseSmoothing * (noise - low);
            band = noise - low;
            var hiss = sound.Noise * (Brightness * band + (1 - Brightness) * low)
                * Fade(seconds, sound.NoiseSeconds) * Strokes(kind, seconds);
            var click = seconds < 0.002 ? 0.5 * noise * (1 - seconds / 0.002) : 0;
            samples[i] = (float)(velocity * (body + hiss + click * velocity));
        }

        return samples;
    }

    private double Fade(double seconds, double decaySeconds) =>
        Math.Pow(10, -3 * seconds / (decaySeconds * Damping));

    // Hands do not clap at once: three strokes within 25 ms.
    private static double Strokes(DrumKind kind, double seconds) =>
        kind != DrumKind.Clap || seconds > 0.03 ? 1 : Math.Exp(-(seconds % 0.011) * 250);

    private static DrumSound SoundOf(DrumKind kind) => kind switch
    {
        DrumKind.Kick => new(0.45, 150, 48, 1.0, 0.35, 0.15, 0.02, 0.3),
        DrumKind.Snare => new(0.35, 240, 185, 0.5, 0.15, 0.9, 0.22, 0.25),
        DrumKind.ClosedHat => new(0.12, 0, 0, 0, 0.05, 0.7, 0.07, 0.6),
        DrumKind.OpenHat => new(0.5, 0, 0, 0, 0.05, 0.6, 0.45, 0.6),
        DrumKind.Tom => new(0.5, 190, 110, 0.9, 0.4, 0.2, 0.05, 0.2),
        DrumKind.Clap => new(0.3, 0, 0, 0, 0.05, 0.9, 0.2, 0.35),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed record DrumSound(
        double Seconds,
        double StartHz,
        double EndHz,
        double Body,
        double BodySeconds,
        double Noise,
        double NoiseSeconds,
        double NoiseSmoothing);
}
