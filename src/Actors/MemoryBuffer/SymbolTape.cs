using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The letters of one stem in a row, so that a look-up can run along them; breaks stand before the
/// first and behind the last.
/// </summary>
/// <remarks>
/// One writer, any number of readers, each of which knows how many letters it may trust.
/// </remarks>
/// <param name="capacity">Letters it can hold.</param>
internal sealed class SymbolTape(int capacity)
{
    /// <summary>
    /// Breaks before the first letter and behind the last: a look-up may look so far beyond.
    /// </summary>
    public const int Lead = 128;

    private readonly byte[] _letters = Blank(capacity + 2 * Lead);
    private int _count;

    /// <summary>
    /// All letters, the first at <see cref="Lead"/>; behind the last at least as many breaks.
    /// </summary>
    public ReadOnlySpan<byte> Raw => _letters;

    /// <summary>A letter by its number, from 0.</summary>
    public byte this[int index] => _letters[Lead + index];

    public void Append(byte letter) => _letters[Lead + _count++] = letter;

    private static byte[] Blank(int length)
    {
        var letters = new byte[length];
        letters.AsSpan().Fill(OracleSymbol.Break);
        return letters;
    }
}

/// <summary>
/// What an oracle compares: a word's code, the code of a rest, or a break that equals nothing.
/// </summary>
public static class OracleSymbol
{
    /// <summary>
    /// The letter of a state that ends a phrase: it equals no letter, not even itself.
    /// </summary>
    public const byte Break = 254;

    /// <summary>The letter of a stem that rests while the other one speaks.</summary>
    public static byte Rest => Token.Rest.Code;
}
