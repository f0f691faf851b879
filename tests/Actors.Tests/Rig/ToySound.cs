using Antiphon.Capture.Io;
using Antiphon.Time;

namespace Antiphon.Tests.Rig;

/// <summary>A few plucked tones and clicks with silences, from a formula.</summary>
internal static class ToySound
{
    private const double NoteSeconds = 0.25;
    private const double PhraseSeconds = 2.5;
    private const double PlayedSeconds = 1.6;
    private static readonly double[] Pitches = [220, 277.18, 329.63, 440, 369.99, 293.66];

    public static MemoryAudioInput Input(double seconds) =>
        new("toy", Samples(seconds), SampleRate.Hz, channels: 1);

    public static float[] Samples(double seconds)
    {
        var samples = new float[SampleCount.FromSeconds(seconds).Samples];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)At((double)i / SampleRate.Hz);
        }

        return samples;
    }

    private static double At(double seconds)
    {
        if (seconds % PhraseSeconds > PlayedSeconds)
        {
            return 0;
        }

        var note = (int)(seconds / NoteSeconds);
        var age = seconds % NoteSeconds;
        var tone =
            Math.Sin(2 * Math.PI * Pitches[note % Pitches.Length] * age) * Math.Exp(-6 * age);
        var click = Math.Sin(age * 54_321) * Math.Exp(-300 * age);
        return 0.4 * tone + 0.3 * click;
    }
}
