using Antiphon.Encoder;
using Antiphon.Flow;

namespace Antiphon.Quantizer;

/// <summary>
/// Hears: <see cref="SegmentEncoded"/>. Says: <see cref="SegmentTokenized"/>, 26 <see
/// cref="FrameToken"/>s.
/// Bound: one segment and the running normalisation.
/// On failure: the segment is lost and the normalisation starts again from the vocabulary's own.
/// </summary>
public sealed class QuantizerActor(FrameQuantizer quantizer, StageContext context)
    : StageActor<SegmentEncoded>(context)
{
    protected override void PreStart() => quantizer.Reset();

    protected override Slot Process(SegmentEncoded slot) => quantizer.Quantize(slot);
}
