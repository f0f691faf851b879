using Antiphon.Time;

namespace Antiphon.Tests.Transcription;

/// <summary>Strings: twelve partials, the higher the weaker and the sooner gone.</summary>
internal static class PluckedSound
{
    /// <summary>Where each note begins, s, and its key: a line, then a chord.</summary>
    public static (double At, int Key)[] Music { get; } =
    [
        (0.3, 60), (0.6, 64), (0.9, 67), (1.2, 72), (1.5, 48), (1.5, 64), (1.5, 67), (2.1, 71),
    ];

    /// <summary>Notes as sound, at 24 kHz, and a second behind the last.</summary>
    /// <param name="notes">Where each begins, s, and its key.</param>
    /// <param name="cents">Above concert pitch.</param>
    public static float[] Of((double At, int Key)[] notes, double cents = 0)
    {
        var sound = new float[(int)((notes.Max(note => note.At) + 1) * SampleRate.Hz)];
        foreach (var (at, key) in notes)
        {
            var hz = 440 * Math.Pow(2, (key - 69 + cents / 100) / 12);
            for (var i = (int)(at * SampleRate.Hz); i < sound.Length; i++)
            {
                var age = i / (double)SampleRate.Hz - at;
                for (var h = 1; h <= 12 && h * hz < 9000; h++)
                {
                    sound[i] += (float)(0.12 / h * Math.Exp(-(2.5 + h) * age)
                        * Math.Sin(Math.Tau * h * hz * age));
                }
            }
        }

        return sound;
    }
}
