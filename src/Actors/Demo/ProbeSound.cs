namespace Antiphon.Demo;

/// <summary>
/// The sound by which a rig proves that it hears as it did when it learned: chords, bass, drums,
/// noise, silence, and all of it once more quietly, in eight seconds.
/// </summary>
public static class ProbeSound
{
    public const int SampleRateHz = 44_100;

    private const double LengthSeconds = 8;
    private const double QuietFromSeconds = 6;
    private const float QuietGain = 0.03f;
    private const double NoiseFromSeconds = 4.2;
    private const double NoiseToSeconds = 5;

    /// <summary>[samples], mono, 16 bit.</summary>
    public static short[] Render()
    {
        var sound = StudioMixer.Render(Compose(), SampleRateHz, seed: 8);
        var random = new Signal.SplitMix64(9);
        for (var i = 0; i < sound.Length; i++)
        {
            var seconds = (double)i / SampleRateHz;
            if (seconds is >= NoiseFromSeconds and < NoiseToSeconds)
            {
                sound[i] += (float)(0.1 * (2 * random.NextDouble() - 1));
            }

            sound[i] *= seconds >= QuietFromSeconds ? QuietGain : 1;
        }

        return [.. sound.Select(sample => (short)Math.Round(32_000 * sample))];
    }

    private static Score Compose()
    {
        var writer = new ScoreWriter(beatSeconds: 0.5) { OriginSeconds = 0.1 };
        var (organ, plucked) = (
            new AdditiveTone([1, 0.5, 0.4, 0.2, 0.15], 0.03, 0.1), new PluckedString(0.6, 2));
        var kit = new DrumKit(1, 0.9, 0.6);
        foreach (var from in new[] { 0.0, 11.8 })
        {
            writer.Chord(from, 1.8, [57, 61, 64, 69], 0.6, organ);
            writer.Chord(from + 2, 1.8, [55, 59, 62, 67], 0.7, plucked);
            writer.Note(from, 1, 33, 0.9, plucked);
            writer.Note(from + 2, 1, 31, 0.9, plucked);
        }

        var strokes = Enum.GetValues<DrumKind>();
        for (var stroke = 0; stroke < strokes.Length; stroke++)
        {
            writer.Drum(4.5 + 0.5 * stroke, strokes[stroke], 0.8, kit);
        }

        return writer.Finish(LengthSeconds);
    }
}
