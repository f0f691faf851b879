using Antiphon.Signal;

namespace Antiphon.Quantizer;

/// <summary>Gathers frames into clusters; on the unit sphere it is spherical k-means.</summary>
/// <remarks>
/// Source: Lloyd, "Least squares quantization in PCM", 1982; Arthur and Vassilvitskii,
/// "k-means++: The Advantages of Careful Seeding", SODA 2007; Dhillon and Modha, "Concept
/// Decompositions for Large Sparse Text Data Using Clustering", Machine Learning 42, 2001.
/// Deviates: clusters that fall empty restart at the farthest frame.
/// </remarks>
public static class KMeans
{
    /// <summary>Finds clusters, the same for any number of threads.</summary>
    /// <param name="frames">[frames, dimensions], row-major, finite.</param>
    /// <param name="dimensions">Numbers per frame, from 1.</param>
    /// <param name="options">How many, how often, from which seed.</param>
    /// <param name="progress">Told after each start: the share done, 0 … 1.</param>
    /// <exception cref="ArgumentException">
    /// Fewer frames than clusters, or a shape that is off.
    /// </exception>
    public static Clustering Fit(
        ReadOnlyMemory<float> frames,
        int dimensions,
        KMeansOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Restarts, 1);
        if (frames.Length % dimensions != 0 || frames.Length / dimensions < options.Clusters)
        {
            throw new ArgumentException(
                $"{frames.Length} numbers are not frames enough for {options.Clusters} clusters",
                nameof(frames));
        }

        var random = new SplitMix64(options.Seed);
        Clustering? best = null;
        for (var start = 0; start < options.Restarts; start++)
        {
            cancellation.ThrowIfCancellationRequested();
            var seeds = KMeansSeeding.Choose(frames, dimensions, options, random);
            var found = new LloydIterations(frames, dimensions, options).Run(seeds, cancellation);
            best = best is null || found.Inertia < best.Inertia ? found : best;
            progress?.Report((start + 1.0) / options.Restarts);
        }

        return best!;
    }

    /// <summary>Names the nearest centroid of each frame.</summary>
    /// <param name="frames">[frames, dimensions], row-major, finite.</param>
    /// <param name="centroids">The words.</param>
    /// <returns>[frames].</returns>
    public static int[] Predict(ReadOnlySpan<float> frames, CentroidTable centroids)
    {
        var labels = new int[frames.Length / centroids.Dimensions];
        Span<float> scratch = new float[centroids.ScratchLength];
        for (var n = 0; n < labels.Length; n++)
        {
            var frame = frames.Slice(n * centroids.Dimensions, centroids.Dimensions);
            labels[n] = centroids.Nearest(frame, scratch, out _);
        }

        return labels;
    }
}

/// <summary>What k-means found.</summary>
/// <param name="Centroids">[clusters, dimensions], row-major.</param>
/// <param name="Labels">[frames]: the nearest centroid of each frame.</param>
/// <param name="Inertia">Sum of squared distances of the frames to their centroids, from 0.</param>
public sealed record Clustering(
    ReadOnlyMemory<float> Centroids, ReadOnlyMemory<int> Labels, double Inertia);
