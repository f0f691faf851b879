using System.Collections.Immutable;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Quantizer;

/// <summary>All frames of one segment as tokens; the rig fans it out into its frames.</summary>
public sealed record SegmentTokenized(
    Place Place,
    ImmutableArray<FrameToken> Tokens)
    : Slot(Place);

/// <summary>
/// One frame of sound as a time-stamped token. <see cref="Slot.Start"/> and <see
/// cref="Slot.Length"/>
/// tile the segment; <see cref="Time"/> is the frame's exact centre.
/// </summary>
/// <param name="Frame">Index within the segment, from 0.</param>
/// <param name="Time">The centre of the frame.</param>
/// <param name="Harmonic">Word of the harmonic stem, or rest.</param>
/// <param name="Percussive">Word of the percussive stem, or rest.</param>
/// <param name="HarmonicDistance">Distance to the word's centroid, from 0; 0 at rest.</param>
/// <param name="PercussiveDistance">Likewise.</param>
/// <param name="Warming">True while the separator fills: played with, not learned.</param>
public sealed record FrameToken(
    Place Place,
    int Frame,
    SampleTime Time,
    Token Harmonic,
    Token Percussive,
    float HarmonicDistance,
    float PercussiveDistance,
    FrameDescriptors Descriptors,
    bool Warming)
    : Slot(Place)
{
    /// <summary>Frames since the rig began to hear.</summary>
    public long Ordinal => FrameGrid.Ordinal(Segment, Frame);

    /// <summary>
    /// True when the partner's own notes sound under the frame: played with, not learned.
    /// </summary>
    public bool OwnSound { get; init; }

    public Token Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;
}
