namespace Antiphon.Quantizer;

/// <summary>What was learned to turn the features of a stem into words.</summary>
/// <param name="Mean">[dimensions]: the corpus's mean, from which the running one starts.</param>
/// <param name="Axes">The principal axes of the centred features.</param>
/// <param name="Centroids">[words, axes], row-major.</param>
public sealed record Codebook(
    ReadOnlyMemory<double> Mean, PrincipalAxes Axes, ReadOnlyMemory<float> Centroids)
{
    /// <summary>Words.</summary>
    public int TokenCount => Centroids.Length / Axes.Size;

    /// <summary>The way of a frame into the space of these words, at its start.</summary>
    public StemFeatures CreateFeatures(VocabularyOptions options) =>
        new(Mean.Span, options, Axes);
}
