namespace Antiphon.Quantizer;

/// <summary>How frames are gathered into clusters.</summary>
public sealed record KMeansOptions
{
    /// <summary>Clusters wanted, 1 … 65,535.</summary>
    public required int Clusters { get; init; }

    /// <summary>Fresh starts, of which the one with the least inertia is kept; from 1.</summary>
    public int Restarts { get; init; } = 4;

    /// <summary>Most Lloyd iterations of one start, from 1.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>
    /// Stops when the centroids move less than this share of the data's variance.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Equal seeds give equal clusters.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// True to hold the centroids on the unit sphere; the frames must lie there too.
    /// </summary>
    public bool Spherical { get; init; }

    /// <summary>Threads to use, from 1; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;
}
