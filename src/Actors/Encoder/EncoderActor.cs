using Antiphon.Flow;
using Antiphon.Hpss;

namespace Antiphon.Encoder;

/// <summary>
/// Hears: <see cref="SegmentSeparated"/>. Says: <see cref="SegmentEncoded"/>.
/// Bound: one segment; the model's buffers are fixed.
/// On failure: the segment is lost; nothing else, for the encoder keeps no past.
/// </summary>
public sealed class EncoderActor(SegmentEncoder encoder, StageContext context)
    : StageActor<SegmentSeparated>(context)
{
    protected override Slot Process(SegmentSeparated slot) => encoder.Encode(slot);
}
