using Antiphon.Quantizer;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>Similarities made by hand, through codebooks that have them.</summary>
internal static class Words
{
    private const int Count = 64;

    /// <summary>Each word is like the one so many further on, and like no other.</summary>
    public static TokenSimilarity Similarity(int apart, double cosine)
    {
        var centroids = new float[Count * Count];
        for (var word = 0; word < Count; word++)
        {
            if (word < apart)
            {
                centroids[word * Count + word] = 1;
            }
            else
            {
                centroids[word * Count + word - apart] = (float)cosine;
                centroids[word * Count + word] = (float)Math.Sqrt(1 - cosine * cosine);
            }
        }

        var axes = new float[Count * Count];
        for (var axis = 0; axis < Count; axis++)
        {
            axes[axis * Count + axis] = 1;
        }

        var ones = Enumerable.Repeat(1f, Count).ToArray();
        var book = new Codebook(
            new double[Count],
            new PrincipalAxes(new float[Count], axes, ones, false),
            centroids);
        return TokenSimilarity.Of(book, book);
    }
}
