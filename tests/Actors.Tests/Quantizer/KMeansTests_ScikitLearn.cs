using System.Runtime.InteropServices;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Quantizer;

/// <summary>
/// K-means against scikit-learn 1.2.1 on 5,000 × 64 log-mel frames, scaled to unit variance:
/// labels with its centroids exactly; inertia at most 1.02 of its own (KMeans, n_init 4, seed 0:
/// 40806.32; its seeds spread by 1.2 %).
/// </summary>
public class KMeansTests_ScikitLearn
{
    private const int Frames = 5000;
    private const int Dimensions = 64;
    private const double ScikitInertia = 40806.32070910307;

    [Fact]
    public void Labels_with_the_given_centroids_are_equal()
    {
        var centroids = new CentroidTable(Singles("kmeans_centroids.f32"), 64, Dimensions);
        var expected = MemoryMarshal.Cast<byte, int>(Bytes("kmeans_labels.i32")).ToArray();

        Assert.Equal(expected, KMeans.Predict(ScaledFeatures(), centroids));
    }

    [Fact]
    public void Inertia_is_no_more_than_two_percent_above()
    {
        var found = KMeans.Fit(
            ScaledFeatures(),
            Dimensions,
            new KMeansOptions { Clusters = 64, Seed = 1, Threads = 2 });

        Assert.InRange(found.Inertia / ScikitInertia, 0.9, 1.02);
        Assert.Equal(64, found.Labels.ToArray().Distinct().Count());
    }

    internal static float[] ScaledFeatures()
    {
        var features = Singles("features_5000x64.f32");
        var mean = Singles("scaler_mean.f32");
        var scale = Singles("scaler_scale.f32");
        for (var i = 0; i < Frames * Dimensions; i++)
        {
            features[i] = (features[i] - mean[i % Dimensions]) / scale[i % Dimensions];
        }

        return features;
    }

    private static float[] Singles(string name) =>
        MemoryMarshal.Cast<byte, float>(Bytes(name)).ToArray();

    private static byte[] Bytes(string name) => File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "ReferenceData", "quantizer", name));
}
