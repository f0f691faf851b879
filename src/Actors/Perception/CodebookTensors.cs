using Antiphon.Quantizer;
using Antiphon.Tensors;

namespace Antiphon.Perception;

/// <summary>Lays a codebook out as tensors, and reads it back.</summary>
internal static class CodebookTensors
{
    public static void Write(string prefix, Codebook codebook, List<SafeTensor> tensors)
    {
        var axes = codebook.Axes;
        tensors.Add(SafeTensor.Of($"{prefix}.mean", codebook.Mean.Span, axes.Dimensions));
        tensors.Add(SafeTensor.Of($"{prefix}.pca.centre", axes.Centre.Span, axes.Dimensions));
        tensors.Add(
            SafeTensor.Of($"{prefix}.pca.axes", axes.Axes.Span, axes.Size, axes.Dimensions));
        tensors.Add(SafeTensor.Of($"{prefix}.pca.variances", axes.Variances.Span, axes.Size));
        tensors.Add(SafeTensor.Of(
            $"{prefix}.centroids", codebook.Centroids.Span, codebook.TokenCount, axes.Size));
    }

    /// <exception cref="SafeTensorsException">
    /// A tensor is missing, mis-shaped or not finite.
    /// </exception>
    public static Codebook Read(
        string prefix, SafeTensorsDocument document, PerceptionContract contract)
    {
        var mean = document[$"{prefix}.mean"].Read<double>();
        var centre = Singles(document, $"{prefix}.pca.centre");
        var axes = Singles(document, $"{prefix}.pca.axes");
        var variances = Singles(document, $"{prefix}.pca.variances");
        var centroids = Singles(document, $"{prefix}.centroids");
        var dimensions = mean.Length;
        var size = Math.Min(contract.PcaSize, dimensions);
        if (dimensions == 0
            || size < 1
            || contract.TokenCount < VocabularyOptions.LeastTokens
            || contract.TokenCount > VocabularyOptions.MostTokens
            || !(contract.RunningHalfLifeSeconds >= 0)
            || centre.Length != dimensions
            || axes.Length != (long)size * dimensions
            || variances.Length != size
            || centroids.Length != (long)contract.TokenCount * size)
        {
            throw new SafeTensorsException($"the {prefix} tensors do not fit each other");
        }

        var finite = Array.TrueForAll(mean, double.IsFinite)
            && Array.TrueForAll(variances, value => value >= 0);
        return finite
            ? new Codebook(
                mean, new PrincipalAxes(centre, axes, variances, contract.Whiten), centroids)
            : throw new SafeTensorsException($"the {prefix} statistics hold a number that is none");
    }

    private static float[] Singles(SafeTensorsDocument document, string name)
    {
        var numbers = document[name].ReadSingles();
        return Array.TrueForAll(numbers, float.IsFinite)
            ? numbers
            : throw new SafeTensorsException($"tensor {name} holds a number that is none");
    }
}
