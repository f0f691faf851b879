using System.Collections.Immutable;
using Antiphon.Flow;
using Antiphon.Hpss;

namespace Antiphon.Encoder;

/// <summary>One segment as the model hears it: every frame of both stems.</summary>
/// <param name="Harmonic">
/// [frames, dimensions], row-major; all 0 when the stem rested throughout.
/// </param>
/// <param name="Percussive">[frames, dimensions], likewise.</param>
/// <param name="Dimensions">Features per frame.</param>
public sealed record SegmentEncoded(
    Place Place,
    ReadOnlyMemory<float> Harmonic,
    ReadOnlyMemory<float> Percussive,
    int Dimensions,
    ImmutableArray<FrameDescriptors> Frames,
    bool Warming)
    : Slot(Place)
{
    public ReadOnlyMemory<float> Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;

    /// <summary>The features of one frame of one stem, [dimensions].</summary>
    public ReadOnlySpan<float> Frame(Stem stem, int frame) =>
        Of(stem).Span.Slice(frame * Dimensions, Dimensions);
}
