using MathNet.Numerics.LinearAlgebra;

namespace Antiphon.Quantizer;

/// <summary>The few directions in which frames differ most, and the projection onto them.</summary>
/// <remarks>
/// Source: Hotelling, "Analysis of a Complex of Statistical Variables into Principal Components",
/// 1933, by the symmetric eigenvalue decomposition of the covariance.
/// Immutable, hence thread-safe.
/// </remarks>
public sealed class PrincipalAxes
{
    private const double DeadShare = 1e-10;

    private readonly DotTable _table;
    private readonly float[] _offset;

    /// <summary>Takes axes that were found before.</summary>
    /// <param name="centre">[dimensions]: the mean that is taken off first.</param>
    /// <param name="axes">[size, dimensions], orthonormal rows.</param>
    /// <param name="variances">[size]: variance along each axis, falling, from 0.</param>
    /// <param name="whiten">True to divide by the deviation along each axis.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public PrincipalAxes(
        ReadOnlyMemory<float> centre,
        ReadOnlyMemory<float> axes,
        ReadOnlyMemory<float> variances,
        bool whiten)
    {
        if (centre.IsEmpty || variances.IsEmpty || axes.Length != centre.Length * variances.Length)
        {
            throw new ArgumentException("centre, axes and variances do not fit each other");
        }

        Centre = centre;
        Axes = axes;
        Variances = variances;
        Whiten = whiten;
        var scaled = ScaledAxes();
        _table = new DotTable(scaled, Size, Dimensions);
        _offset = new float[_table.PaddedColumns];
        for (var axis = 0; axis < Size; axis++)
        {
            var sum = 0.0;
            for (var d = 0; d < Dimensions; d++)
            {
                sum += (double)scaled[axis * Dimensions + d] * centre.Span[d];
            }

            _offset[axis] = (float)sum;
        }
    }

    /// <summary>The mean, [dimensions].</summary>
    public ReadOnlyMemory<float> Centre { get; }

    /// <summary>
    /// [size, dimensions], row-major; the largest component of each row is positive.
    /// </summary>
    public ReadOnlyMemory<float> Axes { get; }

    /// <summary>Variance along each axis, [size].</summary>
    public ReadOnlyMemory<float> Variances { get; }

    /// <summary>True when every axis is scaled to the same variance.</summary>
    public bool Whiten { get; }

    /// <summary>Features per frame.</summary>
    public int Dimensions => Centre.Length;

    /// <summary>Axes kept.</summary>
    public int Size => Variances.Length;

    /// <summary>Room that a projection needs: the size, rounded up.</summary>
    public int PaddedSize => _table.PaddedColumns;

    /// <summary>Finds the axes of a covariance.</summary>
    /// <param name="mean">[dimensions].</param>
    /// <param name="covariance">[dimensions, dimensions], symmetric.</param>
    /// <param name="size">Axes wanted, from 1; no more than the dimensions are returned.</param>
    /// <param name="whiten">True to scale every axis to the same variance.</param>
    public static PrincipalAxes Of(double[] mean, double[,] covariance, int size, bool whiten)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var dimensions = mean.Length;
        var kept = Math.Min(size, dimensions);
        var decomposition = Matrix<double>.Build
            .DenseOfArray(covariance)
            .Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, dimensions)
            .OrderByDescending(index => decomposition.EigenValues[index].Real)
            .ThenBy(index => index)
            .Take(kept)
            .ToArray();
        var axes = new float[kept * dimensions];
        var variances = new float[kept];
        for (var axis = 0; axis < kept; axis++)
        {
            variances[axis] = (float)Math.Max(0, decomposition.EigenValues[order[axis]].Real);
            var column = decomposition.EigenVectors.Column(order[axis]).ToArray();
            WriteUpright(column, axes.AsSpan(axis * dimensions, dimensions));
        }

        return new PrincipalAxes(
            Array.ConvertAll(mean, value => (float)value), axes, variances, whiten);
    }

    /// <summary>Projects one frame.</summary>
    /// <param name="frame">[dimensions].</param>
    /// <param name="result">Receives [padded size]; behind the size all is 0.</param>
    public void Project(ReadOnlySpan<float> frame, Span<float> result)
    {
        _table.Multiply(frame, result);
        for (var axis = 0; axis < Size; axis++)
        {
            result[axis] -= _offset[axis];
        }
    }

    /// <remarks>An eigenvector's sign is arbitrary; this makes it a matter of the data.</remarks>
    private static void WriteUpright(ReadOnlySpan<double> vector, Span<float> axis)
    {
        var largest = 0;
        for (var d = 1; d < vector.Length; d++)
        {
            if (Math.Abs(vector[d]) > Math.Abs(vector[largest]))
            {
                largest = d;
            }
        }

        var sign = vector[largest] < 0 ? -1 : 1;
        for (var d = 0; d < vector.Length; d++)
        {
            axis[d] = (float)(sign * vector[d]);
        }
    }

    private float[] ScaledAxes()
    {
        var scaled = Axes.ToArray();
        var dead = DeadShare * Variances.Span[0];
        for (var axis = 0; axis < Size && Whiten; axis++)
        {
            // Along a dead axis there is only rounding: it must not be blown up to unit variance.
            var variance = (double)Variances.Span[axis];
            var scale = variance > dead ? 1 / Math.Sqrt(variance) : 0;
            for (var d = axis * Dimensions; d < (axis + 1) * Dimensions; d++)
            {
                scaled[d] = (float)(scaled[d] * scale);
            }
        }

        return scaled;
    }
}
