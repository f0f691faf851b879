using Antiphon.Flow;
using Antiphon.Hpss;

namespace Antiphon.Encoder;

/// <summary>
/// Hears: <see cref="SegmentSeparated"/>. Says: <see cref="SegmentEncoded"/>.
/// Bound: one segment; the model's buffers are fixed.
/// On failure: the segment is lost; nothing else, for the encoder keeps no past. The model and its
/// buffers survive.
/// </summary>
public sealed class EncoderActor(Func<SegmentEncoder> newEncoder, StageContext context)
    : StageActor<SegmentSeparated>(context)
{
    private readonly SegmentEncoder _encoder = newEncoder();

    protected override Slot Process(SegmentSeparated slot) => _encoder.Encode(slot);
}
