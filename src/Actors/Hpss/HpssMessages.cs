using System.Collections.Immutable;
using Antiphon.Flow;

namespace Antiphon.Hpss;

/// <summary>One segment split into its two stems, with what can be said of each frame.</summary>
/// <param name="Harmonic">
/// [encoder context + segment] samples: the stem, and the past of it that the encoder looks back
/// at.
/// </param>
/// <param name="Percussive">[encoder context + segment] samples, likewise.</param>
/// <param name="Frames">One per frame of the segment, in order.</param>
/// <param name="Warming">True while the separator's past is not yet full.</param>
public sealed record SegmentSeparated(
    Place Place,
    ReadOnlyMemory<float> Harmonic,
    ReadOnlyMemory<float> Percussive,
    ImmutableArray<FrameDescriptors> Frames,
    bool Warming)
    : Slot(Place)
{
    public ReadOnlyMemory<float> Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;
}
