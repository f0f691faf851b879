using Antiphon.Quantizer;
using Antiphon.Signal;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>Tokens without music: words that stay for a while and then move on.</summary>
internal static class RandomMusic
{
    /// <summary>Words of one stem for so many frames; the same seed gives the same ones.</summary>
    public static byte[] Words(ulong seed, int frames, int vocabulary = 64)
    {
        var random = new SplitMix64(seed);
        var words = new byte[frames];
        for (var i = 0; i < frames; i++)
        {
            words[i] = i > 0 && random.NextDouble() < 0.5
                ? words[i - 1]
                : (byte)random.NextInt(vocabulary);
        }

        return words;
    }

    /// <summary>A frame that speaks two words.</summary>
    public static FrameToken Token(long ordinal, byte harmonic, byte percussive) =>
        Performance.Speaking(ordinal, harmonic) with { Percussive = new Token(percussive) };

    /// <summary>Frames in a row.</summary>
    public static IEnumerable<FrameToken> Tokens(
        byte[] harmonic, byte[] percussive, long first = 0) =>
        harmonic.Zip(percussive).Select((words, i) => Token(first + i, words.First, words.Second));
}
