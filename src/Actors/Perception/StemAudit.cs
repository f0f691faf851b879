namespace Antiphon.Perception;

/// <summary>Where the frames of one stem went.</summary>
/// <param name="Frames">All frames of all segments.</param>
/// <param name="Rests">Frames below the gate.</param>
/// <param name="Warming">
/// Frames above it, heard while the separator's past was not yet full.
/// </param>
/// <param name="Vectors">The rest, to learn from; counted one by one, not computed.</param>
/// <param name="Kept">Of these, the ones that axes and words were fitted to.</param>
public sealed record StemAudit(long Frames, long Rests, long Warming, long Vectors, long Kept)
{
    /// <summary>Vectors left out of the fit to stay within its bound.</summary>
    public long Thinned => Vectors - Kept;
}
