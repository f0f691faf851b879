using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Diagnosis;

/// <summary>What the diagnosis keeps of a frame token.</summary>
/// <param name="Segment">The segment it came from, in its own hearing.</param>
/// <param name="Frame">Index within the segment, from 0.</param>
/// <param name="Time">The centre of the frame, in its own hearing.</param>
/// <param name="Warming">True where training would not count it.</param>
public readonly record struct HeardFrame(
    SegmentId Segment, int Frame, SampleTime Time, Word Harmonic, Word Percussive, bool Warming)
{
    public static HeardFrame Of(FrameToken token) => new(
        token.Segment, token.Frame, token.Time, token.Harmonic, token.Percussive, token.Warming);

    public Word Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;
}
