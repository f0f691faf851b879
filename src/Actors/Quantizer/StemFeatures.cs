namespace Antiphon.Quantizer;

/// <summary>
/// Follows the features of one stem: takes off what the music had in common lately and, once axes
/// are known, brings the rest into the space in which words are compared.
/// </summary>
/// <remarks>
/// The rule is part of the perception contract. A frame is centred by a running mean and projected
/// onto the axes. Whitened axes are then measured by a running mean and variance of their own,
/// started from the corpus's, so that they stay alike in music that moves along few of them; and on
/// the unit sphere only the direction is kept. Features are centred and not scaled: an encoder says
/// by their size how much they matter.
/// Not thread-safe.
/// </remarks>
public sealed class StemFeatures
{
    /// <summary>The name of this rule in the contract; another rule is another name.</summary>
    public const string Rule = "causal-running-mean, axes causal-running-mean-variance/2";

    private const double LeastLength = 1e-12;

    private readonly RunningMean _mean;
    private readonly PrincipalAxes? _axes;
    private readonly RunningNormaliser? _spread;
    private readonly bool _unitSphere;
    private readonly float[] _centred;

    /// <summary>Starts cold.</summary>
    /// <param name="mean">[dimensions]: the corpus's mean.</param>
    /// <param name="options">The rules of the vocabulary.</param>
    /// <param name="axes">The projection; without it, frames are centred and no more.</param>
    public StemFeatures(
        ReadOnlySpan<double> mean, VocabularyOptions options, PrincipalAxes? axes = null)
    {
        _mean = new RunningMean(mean, options.RunningHalfLifeSeconds);
        _axes = axes;
        _unitSphere = options.UnitSphere;
        _centred = new float[mean.Length];
        if (axes is { Whiten: true })
        {
            var ones = Enumerable.Repeat(1.0, axes.Size).ToArray();
            _spread = new RunningNormaliser(
                new double[axes.Size], ones, options.RunningHalfLifeSeconds);
        }
    }

    /// <summary>Features per frame.</summary>
    public int Dimensions => _mean.Dimensions;

    /// <summary>Room that a result needs.</summary>
    public int ResultLength => _axes?.PaddedSize ?? Dimensions;

    /// <summary>Forgets what was heard: back to the corpus.</summary>
    public void Reset()
    {
        _mean.Reset();
        _spread?.Reset();
    }

    /// <summary>Learns from one frame and places it.</summary>
    /// <param name="frame">[dimensions], finite; a frame at rest is not to be given.</param>
    /// <param name="heardSeconds">The time that the frame stands for, above 0.</param>
    /// <param name="result">
    /// Receives [dimensions] without axes; else [axes], and zeros up to the result's length.
    /// </param>
    public void Follow(ReadOnlySpan<float> frame, double heardSeconds, Span<float> result)
    {
        _mean.Centre(frame, heardSeconds, _centred);
        if (_axes is null)
        {
            _centred.CopyTo(result);
            return;
        }

        _axes.Project(_centred, result);
        var vector = result[.._axes.Size];
        _spread?.Normalise(vector, heardSeconds, vector);
        if (_unitSphere)
        {
            ToUnitLength(vector);
        }
    }

    private static void ToUnitLength(Span<float> vector)
    {
        var square = 0.0;
        foreach (var value in vector)
        {
            square += (double)value * value;
        }

        if (square < LeastLength * LeastLength)
        {
            return;
        }

        var scale = (float)(1 / Math.Sqrt(square));
        for (var axis = 0; axis < vector.Length; axis++)
        {
            vector[axis] *= scale;
        }
    }
}
