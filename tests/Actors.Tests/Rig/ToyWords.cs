using Antiphon.Quantizer;
using Antiphon.Signal;

namespace Antiphon.Tests.Rig;

/// <summary>
/// A vocabulary for <see cref="ToyEncoder"/> that was not learned: random directions.
/// </summary>
internal static class ToyWords
{
    private const int Dimensions = 8;
    private static readonly VocabularyOptions Rules = new() { PcaSize = Dimensions };

    public static FrameQuantizer Quantizer() => new(Codebook(1), Codebook(2), Rules);

    private static Codebook Codebook(ulong seed)
    {
        var random = new SplitMix64(seed);
        var axes = new float[Dimensions * Dimensions];
        for (var axis = 0; axis < Dimensions; axis++)
        {
            axes[axis * (Dimensions + 1)] = 1;
        }

        var ones = Enumerable.Repeat(1f, Dimensions).ToArray();
        var centroids = new float[Rules.TokenCount * Dimensions];
        for (var i = 0; i < centroids.Length; i++)
        {
            centroids[i] = (float)(random.NextDouble() - 0.5);
        }

        return new Codebook(
            new double[Dimensions],
            new PrincipalAxes(new float[Dimensions], axes, ones, whiten: false),
            centroids);
    }
}
