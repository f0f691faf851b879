using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Tests.Transcription;

/// <summary>Sounds that are no music, at 24 kHz: a voice that speaks, applause, a room.</summary>
internal static class NoMusic
{
    // First and second formants of vowels, Hz.
    private static readonly (double First, double Second)[] Vowels =
        [(750, 1200), (300, 2300), (500, 1900), (350, 800), (500, 1000), (620, 1700)];

    /// <summary>
    /// Syllables of 0.1 to 0.25 s, vowels whose pitch glides and consonants that hiss, in phrases.
    /// </summary>
    /// <param name="hertz">About which the voice's pitch moves.</param>
    public static float[] Speech(double seconds, double hertz, ulong seed)
    {
        var random = new SplitMix64(seed);
        var sound = new float[(int)(seconds * SampleRate.Hz)];
        var phase = 0.0;
        for (var at = 0.3; at < seconds - 0.4;)
        {
            var length = 0.1 + 0.15 * random.NextDouble();
            var pitch = hertz * Math.Pow(2, (random.NextDouble() - 0.5) * 0.7);
            var glide = Math.Pow(2, (random.NextDouble() - 0.6) * 0.6);
            var (first, second) = Vowels[(int)(Vowels.Length * random.NextDouble())];
            Hiss(sound, at, 0.03 + 0.05 * random.NextDouble(), random);
            for (var i = 0; i < length * SampleRate.Hz; i++)
            {
                var part = i / (length * SampleRate.Hz);
                phase += pitch * Math.Pow(glide, part) / SampleRate.Hz;
                sound[(int)(at * SampleRate.Hz) + i] += (float)(Math.Sin(Math.PI * part)
                    * Vowel(phase, pitch * Math.Pow(glide, part), first, second));
            }

            var pause = random.NextDouble() < 0.15 ? 0.3 : 0.02;
            at += length + pause * (0.5 + random.NextDouble());
        }

        return sound;
    }

    /// <summary>Each clap is a burst of noise around its own pitch, again and again.</summary>
    public static float[] Applause(double seconds, int people, ulong seed)
    {
        var random = new SplitMix64(seed);
        var sound = new float[(int)(seconds * SampleRate.Hz)];
        for (var person = 0; person < people; person++)
        {
            var apart = 0.2 + 0.2 * random.NextDouble();
            var hertz = 700 + 1800 * random.NextDouble();
            var gain = 0.05 + 0.3 * random.NextDouble();
            for (var at = apart * random.NextDouble(); at < seconds - 0.1;
                at += apart * (0.85 + 0.3 * random.NextDouble()))
            {
                for (var i = 0; i < 700; i++)
                {
                    var age = i / (double)SampleRate.Hz;
                    sound[(int)(at * SampleRate.Hz) + i] += (float)(gain
                        * Math.Exp(-age / 0.006) * (2 * random.NextDouble() - 1)
                        * (0.5 + Math.Cos(Math.Tau * hertz * age)));
                }
            }
        }

        return sound;
    }

    /// <summary>Brown noise that swells and falls, and a little hiss.</summary>
    public static float[] Room(double seconds, double loudnessDb, ulong seed)
    {
        var random = new SplitMix64(seed);
        var sound = new float[(int)(seconds * SampleRate.Hz)];
        var (brown, power) = (0.0, 0.0);
        for (var i = 0; i < sound.Length; i++)
        {
            brown = 0.995 * brown + 2 * random.NextDouble() - 1;
            var swell = 1 + 0.3 * Math.Sin(Math.Tau * 0.37 * i / SampleRate.Hz);
            sound[i] = (float)(swell * brown + 0.2 * (2 * random.NextDouble() - 1));
            power += sound[i] * sound[i];
        }

        var gain = Decibels.ToAmplitude(loudnessDb) / Math.Sqrt(power / sound.Length);
        return [.. sound.Select(sample => (float)(gain * sample))];
    }

    private static double Vowel(double phase, double hertz, double first, double second)
    {
        var sum = 0.0;
        for (var h = 1; h * hertz < 4000; h++)
        {
            var gain = Near(h * hertz, first, 90) + 0.5 * Near(h * hertz, second, 130)
                + 0.15 * Near(h * hertz, 2800, 250) + 0.01;
            sum += gain * Math.Sin(Math.Tau * h * phase);
        }

        return 0.15 * sum;
    }

    private static double Near(double hertz, double formant, double width) =>
        1 / (1 + (hertz - formant) / width * ((hertz - formant) / width));

    private static void Hiss(float[] sound, double at, double seconds, SplitMix64 random)
    {
        var before = 0.0;
        for (var i = 0; i < seconds * SampleRate.Hz; i++)
        {
            var noise = 2 * random.NextDouble() - 1;
            sound[(int)(at * SampleRate.Hz) + i] += (float)(0.03 * (noise - before));
            before = noise;
        }
    }
}
