using Antiphon.Flow;

namespace Antiphon.Quantizer;

/// <summary>How near the words of a stem are to each other: a table made once.</summary>
/// <remarks>
/// The similarity of two words is the cosine of their centroids, at least 0; a rest is like a rest
/// and like nothing else. Immutable, hence thread-safe.
/// </remarks>
public sealed class TokenSimilarity
{
    /// <summary>The similarity of what is equal.</summary>
    public const byte Same = 255;

    private const int Codes = 256;

    private readonly byte[] _harmonic;
    private readonly byte[] _percussive;

    private TokenSimilarity(byte[] harmonic, byte[] percussive) =>
        (_harmonic, _percussive) = (harmonic, percussive);

    /// <summary>Words that are like themselves alone.</summary>
    public static TokenSimilarity Exact { get; } = new(Blank(), Blank());

    /// <summary>The similarities under a vocabulary.</summary>
    public static TokenSimilarity Of(Codebook harmonic, Codebook percussive) =>
        new(TableOf(harmonic), TableOf(percussive));

    /// <summary>
    /// How like a word each code is, 0…<see cref="Same"/>, by <see cref="Token.Code"/>.
    /// </summary>
    public ReadOnlySpan<byte> Row(Stem stem, byte code) =>
        (stem == Stem.Harmonic ? _harmonic : _percussive).AsSpan(code * Codes, Codes);

    private static byte[] Blank()
    {
        var table = new byte[Codes * Codes];
        for (var code = 0; code < VocabularyOptions.MostTokens; code++)
        {
            table[code * Codes + code] = Same;
        }

        table[^1] = Same;
        return table;
    }

    private static byte[] TableOf(Codebook codebook)
    {
        var table = Blank();
        for (var a = 0; a < codebook.TokenCount; a++)
        {
            for (var b = 0; b < codebook.TokenCount; b++)
            {
                table[a * Codes + b] = a == b
                    ? Same
                    : (byte)Math.Round(Math.Clamp(Cosine(codebook, a, b), 0, 1) * Same);
            }
        }

        return table;
    }

    private static double Cosine(Codebook codebook, int a, int b)
    {
        var size = codebook.Axes.Size;
        var x = codebook.Centroids.Span.Slice(a * size, size);
        var y = codebook.Centroids.Span.Slice(b * size, size);
        double dot = 0, xx = 0, yy = 0;
        for (var axis = 0; axis < size; axis++)
        {
            dot += (double)x[axis] * y[axis];
            xx += (double)x[axis] * x[axis];
            yy += (double)y[axis] * y[axis];
        }

        return xx * yy > 0 ? dot / Math.Sqrt(xx * yy) : 0;
    }
}
