using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.Host.Observers;

/// <summary>Gathers what the encoder and the quantizer said of a short input.</summary>
internal sealed class SlotCollector : IRigObserver
{
    public List<SegmentEncoded> Segments { get; } = [];

    public List<FrameToken> Tokens { get; } = [];

    /// <summary>What was lost, if anything was.</summary>
    public Gap? FirstGap { get; private set; }

    public void Lost(string stage, Gap gap) => FirstGap ??= gap;

    public void Encoded(Slot slot)
    {
        if (slot is SegmentEncoded segment)
        {
            Segments.Add(segment);
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is FrameToken token)
        {
            Tokens.Add(token);
        }
    }
}
