using Antiphon.Diagnosis;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// What one hearing of a recording by the production graph left: its words, and the average of
/// each segment.
/// </summary>
/// <param name="beginning">Where it begins in the recording.</param>
internal sealed class DiagnosisHearing(SampleTime beginning) : IRigObserver, IDisposable
{
    private readonly TokenStreamHash _hash = new();

    public SampleTime Beginning { get; } = beginning;

    public List<HeardFrame> Frames { get; } = [];

    public List<SegmentEncoded> Means { get; } = [];

    public string TokenStreamSha256 => _hash.ToHex();

    public void Encoded(Slot slot)
    {
        if (slot is SegmentEncoded segment)
        {
            Means.Add(SegmentMean.Of(segment));
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is FrameToken token)
        {
            Frames.Add(HeardFrame.Of(token));
            _hash.Append(token);
        }
    }

    public void Dispose() => _hash.Dispose();
}
