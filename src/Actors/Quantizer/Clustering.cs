namespace Antiphon.Quantizer;

/// <summary>What k-means found.</summary>
/// <param name="Centroids">[clusters, dimensions], row-major.</param>
/// <param name="Labels">[frames]: the nearest centroid of each frame.</param>
/// <param name="Inertia">Sum of squared distances of the frames to their centroids, from 0.</param>
/// <param name="Iterations">Lloyd iterations of the start that was kept.</param>
public sealed record Clustering(
    ReadOnlyMemory<float> Centroids, ReadOnlyMemory<int> Labels, double Inertia, int Iterations);
