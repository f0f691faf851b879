using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// What an oracle compares: a word's code, the code of a rest, or a break that equals nothing.
/// </summary>
public static class Letter
{
    /// <summary>
    /// The letter of a state that ends a phrase: it equals no letter, not even itself.
    /// </summary>
    public const byte Break = 254;

    /// <summary>The letter of a stem that rests while the other one speaks.</summary>
    public static byte Rest => Word.Rest.Code;
}
