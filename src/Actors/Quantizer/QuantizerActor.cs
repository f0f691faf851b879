using Antiphon.Encoder;
using Antiphon.Flow;

namespace Antiphon.Quantizer;

/// <summary>
/// Hears: <see cref="SegmentEncoded"/>. Says: <see cref="SegmentTokenized"/>, 26 <see
/// cref="FrameToken"/>s.
/// Bound: one segment and the running normalisation.
/// On failure: the segment is lost and the normalisation starts again from the vocabulary's own.
/// The vocabulary survives, which nobody changes.
/// </summary>
public sealed class QuantizerActor(Func<FrameQuantizer> newQuantizer, StageContext context)
    : StageActor<SegmentEncoded>(context)
{
    private readonly FrameQuantizer _quantizer = newQuantizer();

    protected override Slot Process(SegmentEncoded slot) => _quantizer.Quantize(slot);
}
