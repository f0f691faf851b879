using Antiphon.Measures;
using Antiphon.Signal;

namespace Antiphon.Tests.Measures;

/// <summary>Players and partners, two beats a second for two minutes.</summary>
internal static class Duets
{
    private const int Beats = 240;

    private static readonly int[] Scale = [60, 62, 64, 65, 67, 69, 71, 72];

    /// <summary>Phrases of the player, each with an answer that begins a beat behind it.</summary>
    public static Duet Answering(ulong seed)
    {
        var random = new SplitMix64(seed);
        List<Tone> player = [], partner = [];
        for (var beat = 0; beat < Beats;)
        {
            var (call, answer) = (4 + random.NextInt(8), 3 + random.NextInt(6));
            player.AddRange(Phrase(beat, call, random));
            partner.AddRange(Phrase(beat + call + 1, answer, random));
            beat += call + answer + 2;
        }

        return Duet.Of(player, partner, Times(Beats));
    }

    /// <summary>Each plays phrases when he likes.</summary>
    public static Duet Apart(ulong seed)
    {
        var random = new SplitMix64(seed);
        List<Tone> Alone()
        {
            List<Tone> tones = [];
            for (var beat = random.NextInt(10); beat < Beats;)
            {
                var length = 3 + random.NextInt(8);
                tones.AddRange(Phrase(beat, length, random));
                beat += length + 3 + random.NextInt(8);
            }

            return tones;
        }

        return Duet.Of(Alone(), Alone(), Times(Beats));
    }

    public static IEnumerable<double> Times(int beats) =>
        Enumerable.Range(0, beats).Select(beat => beat / 2.0);

    private static List<Tone> Phrase(int beat, int beats, SplitMix64 random) =>
        [.. Enumerable.Range(beat, beats).Select(at => new Tone(
            at / 2.0, 0.45, Scale[random.NextInt(Scale.Length)], 60 + random.NextInt(40)))];
}
