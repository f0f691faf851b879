using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The one letter that the oracle compares, made of both words: the harmonic word when it speaks,
/// else 64 + the percussive word.
/// </summary>
public static class JointSymbol
{
    private const int WordsPerStem = 64;

    /// <summary>Letters of the alphabet, 0…127.</summary>
    public const int Count = 2 * WordsPerStem;

    /// <summary>
    /// The letter of a state that ends a phrase: it equals no letter, not even itself.
    /// </summary>
    public const int Break = -1;

    /// <summary>The letter of a frame of which at least one stem speaks.</summary>
    /// <exception cref="ArgumentException">Both words rest.</exception>
    public static int Of(Word harmonic, Word percussive)
    {
        if (!harmonic.IsRest)
        {
            return harmonic.Code;
        }

        return percussive.IsRest
            ? throw new ArgumentException("A frame at rest has no symbol.", nameof(percussive))
            : WordsPerStem + percussive.Code;
    }
}
