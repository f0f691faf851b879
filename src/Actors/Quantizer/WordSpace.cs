namespace Antiphon.Quantizer;

/// <summary>
/// The space in which words are compared: principal axes, and the unit sphere if wanted.
/// </summary>
/// <remarks>Immutable, hence thread-safe.</remarks>
/// <param name="axes">The projection.</param>
/// <param name="unitSphere">True to keep the direction only.</param>
public sealed class WordSpace(PrincipalAxes axes, bool unitSphere)
{
    private const double LeastLength = 1e-12;

    /// <summary>Numbers of a vector in this space.</summary>
    public int Size => axes.Size;

    /// <summary>Room that <see cref="Enter"/> needs.</summary>
    public int PaddedSize => axes.PaddedSize;

    /// <summary>Brings one normalised frame into the space.</summary>
    /// <param name="normalised">[dimensions].</param>
    /// <param name="vector">Receives [padded size], of which the first size count.</param>
    /// <returns>The squared length of the vector.</returns>
    public double Enter(ReadOnlySpan<float> normalised, Span<float> vector)
    {
        axes.Project(normalised, vector);
        var square = Square(vector[..Size]);
        if (!unitSphere || square < LeastLength * LeastLength)
        {
            return square;
        }

        var scale = (float)(1 / Math.Sqrt(square));
        for (var axis = 0; axis < Size; axis++)
        {
            vector[axis] *= scale;
        }

        return 1;
    }

    private static double Square(ReadOnlySpan<float> vector)
    {
        var square = 0.0;
        foreach (var value in vector)
        {
            square += (double)value * value;
        }

        return square;
    }
}
