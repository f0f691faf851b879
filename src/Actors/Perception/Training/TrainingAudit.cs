using System.Globalization;

namespace Antiphon.Perception;

/// <summary>
/// The equation that would have shown a vocabulary learned from other frames than live's.
/// </summary>
/// <param name="Segments">Segments heard, in all recordings and grid offsets.</param>
/// <param name="FramesPerSegment">Frames of each.</param>
public sealed record TrainingAudit(
    long Segments, int FramesPerSegment, StemAudit Harmonic, StemAudit Percussive)
{
    /// <summary>True when segments × frames − rests − warming = vectors, in each stem.</summary>
    public bool IsBalanced => Holds(Harmonic) && Holds(Percussive);

    /// <summary>The equation over both stems.</summary>
    public override string ToString()
    {
        var rests = Harmonic.Rests + Percussive.Rests;
        var warming = Harmonic.Warming + Percussive.Warming;
        var vectors = Harmonic.Vectors + Percussive.Vectors;
        var thinned = Harmonic.Thinned + Percussive.Thinned;
        FormattableString equation =
            $"""
            {Segments} segments × {FramesPerSegment} frames × 2 stems − {rests} rests
            − {warming} warming = {vectors} vectors
            ({Harmonic.Vectors} harmonic, {Percussive.Vectors} percussive)
            """;
        FormattableString rest = $", of which {thinned} were left out of the fit, evenly";
        return equation.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings(" ")
            + (thinned == 0 ? string.Empty : rest.ToString(CultureInfo.InvariantCulture));
    }

    private bool Holds(StemAudit stem) =>
        stem.Frames == Segments * FramesPerSegment
        && stem.Frames - stem.Rests - stem.Warming == stem.Vectors;
}

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
